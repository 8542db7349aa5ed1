import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { operations } from '../../../ops/doctor/checks/operations.ts';
import type { Run } from '../../../ops/doctor/run.ts';

const mock = mockClient(LambdaClient);
const lambda = new LambdaClient({ region: 'eu-west-1' });
const concurrency = operations.find(({ id }) => id === 'concurrency');

beforeEach(() => {
  mock.reset();
});

interface Settings {
  /** Copies of the account that are not set aside. */
  shared: number;
  process: number | undefined;
  reserved?: number;
  render?: object | undefined;
}

function check({ shared, process, reserved, render = { name: 'render', triggers: [] } }: Settings) {
  mock.on(GetAccountSettingsCommand).resolves({
    AccountLimit: { ConcurrentExecutions: shared + (reserved ?? 0), UnreservedConcurrentExecutions: shared },
  });
  const trigger = (queueArn: string, maximumConcurrency?: number) => [{ queueArn, maximumConcurrency }];
  const functions = {
    process: { name: 'process', reserved, triggers: trigger('arn:process', process) },
    purge: { name: 'purge', triggers: trigger('arn:ticks.fifo') },
    sweep: { name: 'sweep', triggers: trigger('arn:sweep', 2) },
    render,
  };
  return concurrency?.run({ stack: { functions }, clients: { lambda } } as unknown as Run);
}

test('triggers that leave one execution for render pass; purge, whose queue has one message group, uses one', async () => {
  expect(await check({ shared: 10, process: 6 })).toBe(
    'triggers use at most 9 of 10 unreserved concurrent executions (quota 10)',
  );
});

test('triggers that leave none fail, and the message gives the numbers', async () => {
  await expect(check({ shared: 10, process: 7 })).rejects.toThrow(
    'triggers may use 10 concurrent executions, and render needs one',
  );
});

test('a trigger without a maximum counts as the whole quota', async () => {
  await expect(check({ shared: 1000, process: undefined })).rejects.toThrow('1003 concurrent executions');
});

test('reserved concurrency is not shared, and must be enough for the function’s own trigger', async () => {
  expect(await check({ shared: 4, process: 50, reserved: 50 })).toContain('at most 3 of 4');
  await expect(check({ shared: 900, process: 50, reserved: 49 })).rejects.toThrow(
    'may use 50 concurrent executions, but only 49',
  );
});
