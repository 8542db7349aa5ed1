import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { SQSClient } from '@aws-sdk/client-sqs';

import { clientOptions, outputOf, s3Of } from '../../../local/bucket.ts';
import { testHome } from '../../../local/paths.ts';
import { readState, type State } from '../../../local/state.ts';

function runningState(): State {
  const state = readState(testHome());
  if (state?.outputs) return state;
  throw new Error('There is no stack to test: `make test ONLY=e2e` creates one.');
}

/** The stack that the runner applied. */
export const state = runningState();
export const output = (name: string): string => outputOf(state, name);
export const bucket = output('bucket_name');
/** Clients that act as the local user, who is not root, so that policies apply. */
export const s3 = s3Of(state);
export const sqs = new SQSClient(clientOptions(state));
export const logs = new CloudWatchLogsClient(clientOptions(state));
