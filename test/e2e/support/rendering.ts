import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';

import { clientOptions } from '../../../local/bucket.ts';
import type { Found } from '../../../ops/with-stack.ts';
import { output, state } from './stack.ts';

export const STACK = 'darkroom-e2e';
const tags = { 'darkroom:rendering': `/darkroom/${STACK}/rendering` };
export const lambda = new LambdaClient(clientOptions(state));
const ssm = new SSMClient(clientOptions(state));

/** What `darkroom render` finds of the stack. */
export const found = {
  stack: { name: STACK, functions: { render: { name: output('render_function_name'), tags } } },
  clients: { lambda, ssm },
} as unknown as Found;

export function destroyRenderingClients(): void {
  for (const client of [lambda, ssm]) client.destroy();
}
