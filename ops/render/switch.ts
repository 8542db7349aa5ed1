import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';

import type { Found } from '../with-stack.ts';

/** Whether a stack renders on request. */
export interface Rendering {
  readonly function: string;
  readonly rendering: 'on' | 'off';
  /** Concurrent executions that are reserved for it; null for none, and while rendering is off. */
  readonly reserved: number | null;
  /** Those that were reserved before this command; null for none. */
  readonly before: number | null;
}

/** @throws Error if the stack has no render function */
export async function readRendering(found: Found): Promise<Rendering> {
  const FunctionName = nameOf(found);
  const { ReservedConcurrentExecutions: reserved = null } = await found.clients.lambda.send(
    new GetFunctionConcurrencyCommand({ FunctionName }),
  );
  return {
    function: FunctionName,
    rendering: reserved === 0 ? 'off' : 'on',
    reserved: reserved === 0 ? null : reserved,
    before: reserved,
  };
}

/**
 * Stops all rendering: Lambda refuses every invocation of a function that has 0 reserved executions, at no charge
 * (docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html). Even an account that has nothing to reserve
 * accepts 0.
 * @throws Error if the stack has no render function, or AWS refuses, as it does while executions are provisioned
 */
export async function turnOff(found: Found): Promise<Rendering> {
  const { function: FunctionName, before } = await readRendering(found);
  await found.clients.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  return { function: FunctionName, rendering: 'off', reserved: null, before };
}

/**
 * Lets render be invoked again, with so many reserved executions, or with none. What is on already stays as it is.
 * @throws Error if the stack has no render function, or AWS refuses to reserve so many
 */
export async function turnOn(found: Found, reserved: number | null): Promise<Rendering> {
  const now = await readRendering(found);
  const { function: FunctionName, before } = now;
  if (now.rendering === 'on' && (reserved === null || reserved === before)) return now;
  await (reserved === null
    ? found.clients.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }))
    : found.clients.lambda.send(
        new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: reserved }),
      ));
  return { function: FunctionName, rendering: 'on', reserved, before };
}

function nameOf({ stack }: Found): string {
  const { render } = stack.functions;
  if (render !== undefined) return render.name;
  throw new Error(`${stack.name} has no render function, as it has no CDN: there is nothing to turn on or off.`);
}
