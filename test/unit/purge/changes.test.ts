import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { type Change, remove, take } from '../../../handler/src/purge/changes.ts';

const mock = mockClient(SQSClient);
const client = new SQSClient({ region: 'eu-west-1' });
const URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/darkroom-purge';

beforeEach(() => {
  mock.reset();
});

/** Answers with these batches of message ids, one a request, and with nothing ever after. */
function hold(batches: string[][]): void {
  mock.on(ReceiveMessageCommand).callsFake(() => {
    const ids = batches.shift() ?? [];
    return Promise.resolve({
      Messages: ids.map((id) => ({
        MessageId: id.split('/')[0],
        Body: 'body',
        ReceiptHandle: id,
        Attributes: { SentTimestamp: '1700000000000' },
      })),
    });
  });
}
const receives = () => mock.commandCalls(ReceiveMessageCommand).map(({ args }) => args[0].input);
const never = () => false;

describe('taking changes', () => {
  test('asks once where nothing waits, and asks all of the servers: idle minutes cost one request', async () => {
    hold([]);
    expect(await take(client, URL, never)).toEqual([]);
    expect(receives()).toEqual([
      { QueueUrl: URL, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageSystemAttributeNames: ['SentTimestamp'] },
    ]);
  });

  test('continues until no more messages arrive, regardless of the size of the batches', async () => {
    hold([['a'], ['b', 'c'], [], ['d'], [], [], [], [], [], ['e']]);
    const taken = await take(client, URL, never);
    expect(taken.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(taken[0]).toEqual({ id: 'a', body: 'body', receipt: 'a', sent: 1_700_000_000_000 });
  });

  test('stops at the limit, with the messages received so far', async () => {
    hold(Array.from({ length: 100 }, (_, n) => [`m${n}`]));
    expect(await take(client, URL, (taken) => taken >= 5)).toHaveLength(9);
  });

  test('counts a message that was delivered twice once, by its newest receipt', async () => {
    hold([['a/1'], ['b/1', 'a/2']]);
    const taken = await take(client, URL, never);
    expect(taken.map(({ receipt }) => receipt)).toEqual(['a/2', 'b/1']);
  });
});

describe('deleting changes', () => {
  const changes = (count: number): Change[] =>
    Array.from({ length: count }, (_, n) => ({ id: `m${n}`, body: '', sent: 0, receipt: `r${n}` }));
  const deleted = () =>
    mock.commandCalls(DeleteMessageBatchCommand).map(({ args }) => args[0].input.Entries?.map((e) => e.ReceiptHandle));

  test('takes ten at a time, by their receipts', async () => {
    mock.on(DeleteMessageBatchCommand).resolves({});
    await remove(client, URL, changes(23));
    expect(deleted().map((batch) => batch?.length)).toEqual([10, 10, 3]);
    expect(deleted().flat()).toEqual(changes(23).map(({ receipt }) => receipt));
  });

  test('deletes what it can before it says what SQS kept', async () => {
    const Failed = [{ Id: '0', Code: 'ReceiptHandleIsInvalid', Message: 'expired', SenderFault: true }];
    mock.on(DeleteMessageBatchCommand).resolvesOnce({ Failed }).resolves({});
    await expect(remove(client, URL, changes(30))).rejects.toThrow(
      'SQS did not delete 1 of 30 messages (ReceiptHandleIsInvalid: expired)',
    );
    expect(deleted()).toHaveLength(3);
  });
});
