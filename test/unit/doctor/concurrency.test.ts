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

test('triggers that leave a copy for render pass; purge, whose queue is one group, takes one', async () => {
  expect(await check({ shared: 10, process: 6 })).toBe('9 copies for triggers at most, of 10 (quota 10)');
});

test('triggers that leave none fail, and the numbers are named', async () => {
  await expect(check({ shared: 10, process: 7 })).rejects.toThrow(
    'triggers may run 10 copies at once, and render needs one',
  );
});

test('a trigger without a bound counts as much as there is', async () => {
  await expect(check({ shared: 1000, process: undefined })).rejects.toThrow('1003 copies');
});

test('what a function has set aside is nobody else’s, and has to be enough for its own trigger', async () => {
  expect(await check({ shared: 4, process: 50, reserved: 50 })).toContain('3 copies');
  await expect(check({ shared: 900, process: 50, reserved: 49 })).rejects.toThrow('may run 50 copies, of which 49');
});
