import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import type { Manifest } from '../../../handler/src/manifest.ts';
import type { PutEvent } from '../../../handler/src/messages/event-bus.ts';
import { createReconcileLater, createReport, type NotifyOptions } from '../../../handler/src/messages/notify.ts';
import { readInvocation } from '../../../handler/src/process/events.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { queueEvent, queueRecord } from '../../support/events.ts';
import { PREFIXES } from '../../support/simulation/index.ts';

const sns = mockClient(SNSClient);
const sqs = mockClient(SQSClient);
const putEvent = jest.fn<PutEvent>();
const options: NotifyOptions = {
  sns: new SNSClient({ region: 'eu-west-1' }),
  sqs: new SQSClient({ region: 'eu-west-1' }),
  stack: 'darkroom-dev',
  bucket: 'bucket',
  eventsTopic: 'arn:aws:sns:eu-west-1:123456789012:events',
  queues: { process: 'https://sqs.example/process', purge: 'https://sqs.example/purge' },
};
const path = 'a \n\ufffe "é".jpg';
const manifest: Manifest = {
  schema: 1,
  status: 'rejected',
  path,
  original: { etag: 'e', version: 'v', bytes: 1 },
  presets: 'd',
  variants: [],
  rejection: { code: 'corrupt', message: 'It ends early.' },
};
const report = (changes: Partial<NotifyOptions> = {}) => assertPresent(createReport({ ...options, ...changes }));

beforeEach(() => {
  sns.reset();
  sqs.reset();
  putEvent.mockReset().mockResolvedValue();
});

describe('a report', () => {
  test('goes to the topic with its type and code to filter by', async () => {
    await report()({ path, manifest, changed: false });
    const { TopicArn, Message, MessageAttributes } = assertPresent(sns.commandCalls(PublishCommand)[0]).args[0].input;
    expect(TopicArn).toBe(options.eventsTopic);
    expect(JSON.parse(Message ?? '')).toEqual({
      type: 'rejected',
      stack: 'darkroom-dev',
      bucket: 'bucket',
      path,
      manifest,
    });
    expect(MessageAttributes).toEqual({
      type: { DataType: 'String', StringValue: 'rejected' },
      code: { DataType: 'String', StringValue: 'corrupt' },
    });
    expect(sqs.calls()).toHaveLength(0);
  });

  test('of a removal has no manifest', async () => {
    await report()({ path, manifest: null, changed: false });
    const { Message, MessageAttributes } = assertPresent(sns.commandCalls(PublishCommand)[0]).args[0].input;
    expect(JSON.parse(Message ?? '')).toMatchObject({ type: 'removed', manifest: null });
    expect(MessageAttributes).not.toHaveProperty('code');
  });

  test('of a change is sent to the purge queue before the event is published', async () => {
    sqs.on(SendMessageCommand).rejects(new Error('throttled'));
    await expect(report()({ path, manifest, changed: true })).rejects.toThrow('throttled');
    expect(sns.calls()).toHaveLength(0);
    sqs.reset();
    await report()({ path, manifest, changed: true });
    const { QueueUrl, MessageBody } = assertPresent(sqs.commandCalls(SendMessageCommand)[0]).args[0].input;
    expect(QueueUrl).toBe(options.queues.purge);
    expect(JSON.parse(MessageBody ?? '')).toMatchObject({ path });
    expect(sns.calls()).toHaveLength(1);
  });

  test('goes to the bus besides the topic, as the same document', async () => {
    await report({ putEvent })({ path, manifest, changed: false });
    const { Message } = assertPresent(sns.commandCalls(PublishCommand)[0]).args[0].input;
    expect(putEvent.mock.calls).toEqual([['rejected', Message]]);
  });

  test('goes to the bus instead of the topic if there is no topic', async () => {
    const queues = { ...options.queues, purge: null };
    await report({ putEvent, eventsTopic: null, queues })({ path, manifest: null, changed: true });
    expect(sns.calls()).toHaveLength(0);
    expect(putEvent.mock.calls).toEqual([['removed', expect.stringContaining('"type":"removed"')]]);
  });

  test('goes to no bus by default', async () => {
    await report()({ path, manifest, changed: false });
    expect(putEvent).not.toHaveBeenCalled();
  });

  test('fails if the bus does not take it, so that it is repeated as a whole', async () => {
    putEvent.mockRejectedValue(new Error('not taken'));
    await expect(report({ putEvent })({ path, manifest, changed: false })).rejects.toThrow('not taken');
  });

  test('is not sent if none exists', () => {
    expect(createReport({ ...options, eventsTopic: null, queues: { ...options.queues, purge: null } })).toBeNull();
  });

  test('holds printable ASCII only, for SQS and SNS refuse some of what a key may hold', async () => {
    await report()({ path, manifest, changed: true });
    await createReconcileLater(options)(path, 13);
    const bodies = [
      ...sns.commandCalls(PublishCommand).map(({ args }) => args[0].input.Message),
      ...sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input.MessageBody),
    ];
    expect(bodies).toHaveLength(3);
    for (const body of bodies) expect(body).toMatch(/^[\x20-\x7e]+$/);
  });
});

test('a later reconcile pass is a delayed message that process understands', async () => {
  await createReconcileLater(options)(path, 13);
  const { QueueUrl, MessageBody, DelaySeconds } = assertPresent(sqs.commandCalls(SendMessageCommand)[0]).args[0].input;
  expect([QueueUrl, DelaySeconds]).toEqual([options.queues.process, 13]);
  const event = queueEvent(queueRecord(MessageBody));
  expect(readInvocation(event, { bucket: 'bucket', prefixes: PREFIXES }).findings).toMatchObject([
    { kind: 'reconcile', path },
  ]);
});
