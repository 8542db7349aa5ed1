import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { DeleteFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, afterEach, expect, test } from '@jest/globals';

import { clientOptions } from '../../../local/bucket.ts';
import { readRendering, turnOff, turnOn } from '../../../ops/render/switch.ts';
import { photograph } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { ask } from '../support/cdn.ts';
import { processed } from '../support/objects.ts';
import { destroyRenderingClients, found, lambda, STACK } from '../support/rendering.ts';
import { output, state } from '../support/stack.ts';

const PATH = 'rendering/off.jpg';
const cloudwatch = new CloudWatchClient(clientOptions(state));
const sfn = new SFNClient(clientOptions(state));
const eventbridge = new EventBridgeClient(clientOptions(state));

/** The budget for render is spent, or is not any more. */
const setBudgetAlarm = (StateValue: 'ALARM' | 'OK') =>
  cloudwatch.send(new SetAlarmStateCommand({ AlarmName: `${STACK}-spend-render`, StateValue, StateReason: 'A test.' }));

/** An event of this state, whatever the alarm's is by now. */
const tell = (value: 'ALARM' | 'OK') =>
  sfn.send(
    new StartExecutionCommand({
      stateMachineArn: `arn:aws:states:us-east-1:000000000000:stateMachine:${STACK}-spend-guard`,
      input: JSON.stringify({ detail: { state: { value } } }),
    }),
  );

/** The end of an execution that succeeds. */
const ended = (executionArn: string) =>
  until('the end of the execution', async () => {
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return status === 'SUCCEEDED' ? status : null;
  });

/** The states that an execution went through, in their order. */
async function entered(executionArn: string): Promise<string[]> {
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}

/** What the spend guard makes of an event, which it does on its own. */
const becomes = (rendering: 'on' | 'off', recorded: string) =>
  until(`rendering ${rendering}, recorded as ${recorded}`, async () => {
    const now = await readRendering(found);
    return now.rendering === rendering && now.recorded === recorded ? now : null;
  });

/** Whatever failed: the next test sets the alarm to ALARM, which is an event only if it is in OK. */
afterEach(async () => {
  await setBudgetAlarm('OK');
});

afterAll(async () => {
  await turnOn(found, null);
  for (const client of [cloudwatch, sfn, eventbridge]) client.destroy();
  destroyRenderingClients();
});

test('while rendering is off, what is stored is served, what is not is an uncached 429, and both are served after', async () => {
  await processed(PATH, await photograph(640, 480));
  await turnOff(found);
  expect(await readRendering(found)).toMatchObject({ rendering: 'off' });

  expect((await ask(`/200x150/${PATH}`)).status).toBe(200);
  const refused = await ask(`/wide/${PATH}`);
  expect(refused.status).toBe(429);
  expect(refused.headers).not.toHaveProperty('x-darkroom');
  expect(refused.headers).not.toHaveProperty('x-darkroom-error');
  expect(refused.headers['cache-control'] ?? '').not.toMatch(/max-age/);

  await turnOn(found, null);
  expect(await ask(`/wide/${PATH}`)).toMatchObject({ status: 200, headers: { 'x-darkroom': 'rendered' } });
});

test('the spend guard stops rendering when the budget for it is spent, and resumes it when it is not any more', async () => {
  await setBudgetAlarm('ALARM');
  await becomes('off', 'stopped');
  await setBudgetAlarm('OK');
  await becomes('on', 'on');
});

test('an event that arrives when the alarm says otherwise by now has no lasting effect', async () => {
  await tell('ALARM');
  await becomes('off', 'stopped');
  await becomes('on', 'on');

  await setBudgetAlarm('ALARM');
  await becomes('off', 'stopped');
  const { executionArn = '' } = await tell('OK');
  // For how long rendering is on depends on who looks again first, so the execution is asked what it did.
  await ended(executionArn);
  expect(await entered(executionArn)).toContain('Resume');
  await becomes('off', 'stopped');
  await setBudgetAlarm('OK');
  await becomes('on', 'on');
});

test('what is recorded as stopped and yet goes on, as another execution resumed it meanwhile, is stopped again', async () => {
  await setBudgetAlarm('ALARM');
  await becomes('off', 'stopped');
  await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: output('render_function_name') }));
  // The first one looks again after five seconds: it need not be told.
  await becomes('off', 'stopped');
  await setBudgetAlarm('OK');
  await becomes('on', 'on');
});

test('what no event told of, the spend guard finds when it looks by itself: it stops, and resumes', async () => {
  const { Targets = [] } = await eventbridge.send(
    new ListTargetsByRuleCommand({ Rule: `${STACK}-spend-guard-hourly` }),
  );
  const { Arn: stateMachineArn, Input: input } = Targets[0] ?? {};
  const Name = `${STACK}-spend-guard`;
  await eventbridge.send(new DisableRuleCommand({ Name }));
  try {
    for (const [alarm, rendering, recorded] of [
      ['ALARM', 'off', 'stopped'],
      ['OK', 'on', 'on'],
    ] as const) {
      await setBudgetAlarm(alarm);
      await sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
      await becomes(rendering, recorded);
    }
  } finally {
    await eventbridge.send(new EnableRuleCommand({ Name }));
  }
});

test('what an operator turned off is not for the spend guard to resume', async () => {
  await turnOff(found);
  for (const value of ['ALARM', 'OK'] as const) {
    const { executionArn = '' } = await tell(value);
    await ended(executionArn);
    expect(await readRendering(found)).toMatchObject({ rendering: 'off', recorded: 'off' });
  }
  await turnOn(found, null);
});
