import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { reconcileMessageSchema } from '../../../handler/src/messages/reconcile.ts';
import { createQueuer, waitingIn } from '../../../handler/src/sweep/queues.ts';

const mock = mockClient(SQSClient);
const client = new SQSClient({ region: 'eu-west-1' });

beforeEach(() => {
  mock.reset();
  mock.on(SendMessageBatchCommand).resolves({});
});

describe('queueing', () => {
  test('sends messages in batches of ten, at the configured rate', async () => {
    const sleeps: number[] = [];
    const queue = createQueuer(
      client,
      'url',
      () => 4,
      (ms) => Promise.resolve(sleeps.push(ms)),
    );
    const paths = Array.from({ length: 23 }, (_, i) => `ü ${i}.jpg`);
    await queue(paths);
    const bodies = mock
      .commandCalls(SendMessageBatchCommand)
      .map(({ args }) => args[0].input.Entries?.map(({ MessageBody }) => MessageBody));
    expect(bodies.map((batch) => batch?.length)).toEqual([10, 10, 3]);
    const now = Date.now();
    for (const [index, body] of bodies.flat().entries()) {
      const { due = 0, ...message } = reconcileMessageSchema.parse(JSON.parse(body ?? ''));
      expect(message).toEqual({ type: 'reconcile', path: paths[index] });
      expect(Math.abs(now - due)).toBeLessThan(60_000);
    }
    expect(sleeps).toEqual([2500, 2500, 750]);
  });

  test('fails if SQS takes only a part of a batch', async () => {
    mock.on(SendMessageBatchCommand).resolves({ Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }] });
    const queue = createQueuer(
      client,
      'url',
      () => 4,
      () => Promise.resolve(),
    );
    await expect(queue(['a', 'b'])).rejects.toThrow(/InternalError/);
  });
});

test('only what waits to be taken counts as backlog', async () => {
  mock.on(GetQueueAttributesCommand).resolves({
    Attributes: {
      ApproximateNumberOfMessages: '7',
      ApproximateNumberOfMessagesNotVisible: '2',
      ApproximateNumberOfMessagesDelayed: '1',
    },
  });
  expect(await waitingIn(client, 'url')).toBe(7);
});
