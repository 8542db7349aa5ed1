import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { cancelMap, followMap, mapText, startMap, stateMachineOf } from '../../../ops/backfill/map.ts';
import type { Found } from '../../../ops/with-stack.ts';

const sfn = mockClient(SFNClient);
const MACHINE = 'arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:gallery-backfill';
const RUN = 'arn:aws-us-gov:states:us-gov-west-1:123456789012:execution:gallery-backfill:run';
const PACE = { rate: 40, backlog: 800 };

const triggers = [{ queueArn: 'arn:aws-us-gov:sqs:us-gov-west-1:123456789012:gallery-sweep' }];
const found = (functions: object = { sweep: { triggers } }): Found =>
  ({ stack: { name: 'gallery', functions }, clients: { sfn: new SFNClient({}) } }) as unknown as Found;

beforeEach(() => {
  sfn.reset();
  sfn.on(ListExecutionsCommand).resolves({ executions: [] });
  sfn.on(StartExecutionCommand).resolves({ executionArn: RUN });
});

test('the state machine is that of the stack, in its partition, region and account', () => {
  expect(stateMachineOf(found())).toBe(MACHINE);
  expect(() => stateMachineOf(found({}))).toThrow('gallery has no sweep');
});

test('a run is started with the planned pace', async () => {
  expect(await startMap(found(), PACE)).toBe(RUN);
  const { input } = sfn.commandCalls(StartExecutionCommand)[0]?.args[0] ?? {};
  expect([input?.stateMachineArn, JSON.parse(input?.input ?? '')]).toEqual([MACHINE, PACE]);
});

test('no second run is started beside one, and where there is no state machine it is said what to add', async () => {
  sfn.on(ListExecutionsCommand, { statusFilter: 'RUNNING' }).resolves({
    executions: [
      { executionArn: RUN, stateMachineArn: MACHINE, name: 'run', status: 'RUNNING', startDate: new Date() },
    ],
  });
  await expect(startMap(found(), PACE)).rejects.toThrow(`The run ${RUN} is under way`);
  sfn.on(ListExecutionsCommand).rejects(new StateMachineDoesNotExist({ message: 'none', $metadata: {} }));
  await expect(startMap(found(), PACE)).rejects.toThrow('add modules/backfill');
  expect(sfn.commandCalls(StartExecutionCommand)).toHaveLength(0);
});

test('a run is followed to its end, with what failed and how long it will take', async () => {
  const startDate = new Date(Date.now() - 100_000);
  const counts = { pending: 600, running: 0, timedOut: 0, aborted: 0, resultsWritten: 0, failuresNotRedrivable: 0 };
  sfn
    .on(ListMapRunsCommand)
    .resolves({ mapRuns: [{ mapRunArn: 'map', executionArn: RUN, stateMachineArn: MACHINE, startDate }] });
  sfn.on(DescribeMapRunCommand).resolves({ itemCounts: { ...counts, total: 1000, succeeded: 300, failed: 100 } });
  sfn
    .on(DescribeExecutionCommand)
    .resolvesOnce({ status: 'RUNNING', startDate })
    .resolves({ status: 'FAILED', startDate, stopDate: new Date(), error: 'States.ExceedToleratedFailureThreshold' });
  const texts: string[] = [];
  const signal = new AbortController().signal;
  const end = await followMap(found(), RUN, { interval: 1, signal, onProgress: (at) => texts.push(mapText(at)) });
  expect(end).toMatchObject({ state: 'failed', done: 300, failed: 100, total: 1000 });
  expect(texts).toEqual([
    "running: 300 of 1,000 originals checked, 100 failed: their batches are in the run's results, 3 min to go",
    "failed (States.ExceedToleratedFailureThreshold): 300 of 1,000 originals checked, 100 failed: their batches are in the run's results",
  ]);
});

test('the run that is under way is ended, and nothing where none is', async () => {
  await expect(cancelMap(found())).rejects.toThrow('nothing to cancel');
  sfn.on(ListExecutionsCommand).resolves({
    executions: [
      { executionArn: RUN, stateMachineArn: MACHINE, name: 'run', status: 'RUNNING', startDate: new Date() },
    ],
  });
  sfn.on(StopExecutionCommand).resolves({});
  expect(await cancelMap(found())).toBe(RUN);
  expect(sfn.commandCalls(StopExecutionCommand)[0]?.args[0].input).toMatchObject({ executionArn: RUN });
});
