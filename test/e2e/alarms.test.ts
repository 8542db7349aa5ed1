import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type MetricAlarm,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { clientOptions } from '../../local/bucket.ts';
import { until } from '../support/until.ts';
import { sqs, state } from './support/stack.ts';

const cloudwatch = new CloudWatchClient(clientOptions(state));
const sns = new SNSClient(clientOptions(state));
let alarms: MetricAlarm[] = [];
let alarmQueue = '';

beforeAll(async () => {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'darkroom-e2e-alarms' }));
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:darkroom-e2e-alarms';
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: Endpoint },
    ],
  });
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'darkroom-e2e-alarms', Attributes: { Policy } }),
  );
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  alarmQueue = QueueUrl;
  const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'darkroom-e2e-' }));
  alarms = MetricAlarms;
});

afterAll(async () => {
  // Nothing else publishes metrics here, so they would stay as they are, and the doctor would name them.
  for (const { AlarmName } of alarms) {
    await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'OK', StateReason: 'The test is over.' }));
  }
  cloudwatch.destroy();
  sns.destroy();
});

/** Publishes enough consecutive datapoints to make the alarm fire. */
async function provoke(alarm: MetricAlarm): Promise<void> {
  const { Namespace, MetricName, Dimensions, Threshold = 0, Period = 60, EvaluationPeriods = 1 } = alarm;
  const Value = alarm.ComparisonOperator === 'LessThanThreshold' ? Threshold - 1 : Threshold + 1;
  for (let ago = EvaluationPeriods - 1; ago >= 0; ago -= 1) {
    const Timestamp = new Date(Date.now() - ago * Period * 1000);
    const MetricData = [{ MetricName, Dimensions, Value, Timestamp }];
    await cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
  }
}

/** Names of the alarms that fired, as received by the topic's subscriber. */
async function heard(): Promise<string[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: alarmQueue, MaxNumberOfMessages: 10 }),
  );
  for (const { ReceiptHandle } of Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl: alarmQueue, ReceiptHandle }));
  return Messages.flatMap(({ Body = '' }) => {
    const { Message } = JSON.parse(Body) as { Message: string };
    const { AlarmName, NewStateValue } = JSON.parse(Message) as { AlarmName: string; NewStateValue: string };
    return NewStateValue === 'ALARM' ? [AlarmName] : [];
  });
}

test('each alarm fires when its metric crosses the threshold, and notifies the topic', async () => {
  // The emulator does not support metric math.
  const silent = ['rejected-share', 'spend-guard', 'spend-render', 'spend-render-half'].map(
    (name) => `darkroom-e2e-${name}`,
  );
  const expected = alarms.map(({ AlarmName = '' }) => AlarmName).filter((name) => !silent.includes(name));
  expect(expected.length).toBeGreaterThanOrEqual(10);
  const rang = new Set<string>();
  for (const alarm of alarms.filter(({ AlarmName = '' }) => !silent.includes(AlarmName))) await provoke(alarm);
  await until('all alarms', async () => {
    for (const name of await heard()) rang.add(name);
    return expected.every((name) => rang.has(name)) ? true : null;
  }).catch(() => undefined);
  expect([...rang].sort()).toEqual(expected.sort());
});

test('an alarm does not fire while its metric is below the threshold', async () => {
  const { MetricAlarms = [] } = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: ['darkroom-e2e-rejected-share'] }),
  );
  expect(MetricAlarms.map(({ StateValue }) => StateValue)).not.toContain('ALARM');
});
