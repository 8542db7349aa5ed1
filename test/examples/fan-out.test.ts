import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { options, output, put } from './support/example.ts';

const logs = new CloudWatchLogsClient(options);
const sfn = new SFNClient(options);
const SRCSET = '/page/sea.jpg 1600w, /thumb/sea.jpg 200w';

beforeAll(async () => {
  await put(output('bucket'), 'originals/text.jpg', Buffer.from('no photo'));
  await put(output('bucket'), 'originals/sea.jpg', await photograph(2000, 1500));
});

afterAll(() => {
  logs.destroy();
  sfn.destroy();
});

test('a photo that is ready starts the function behind the queue', async () => {
  const line = await until('a line of the function', async () => {
    const wanted = new FilterLogEventsCommand({ logGroupName: output('log_group') });
    const { events = [] } = await logs.send(wanted).catch(() => ({ events: [] }));
    return events.map(({ message = '' }) => message).find((message) => message.includes('srcset')) ?? null;
  });
  expect(line).toContain(JSON.stringify({ path: 'sea.jpg', srcset: SRCSET }));
});

test('and is an execution of the state machine, whose output is what the function returned', async () => {
  const stateMachineArn = output('state_machine');
  const done = await until('an execution', async () => {
    const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
    return executions.find(({ status }) => status !== 'RUNNING') ?? null;
  });
  const execution = await sfn.send(new DescribeExecutionCommand({ executionArn: done.executionArn }));
  expect(execution.status).toBe('SUCCEEDED');
  expect(JSON.parse(execution.output ?? '')).toEqual({ path: 'sea.jpg', srcset: SRCSET });
  const { executions } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
  expect(executions).toHaveLength(1);
});
