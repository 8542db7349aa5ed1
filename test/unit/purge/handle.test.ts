import {
  CloudFrontClient,
  CreateInvalidationCommand,
  type CreateInvalidationCommandInput,
} from '@aws-sdk/client-cloudfront';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';

import { createPurge } from '../../../handler/src/purge/handle.ts';
import { invalidate } from '../../../handler/src/purge/invalidate.ts';
import { purgeMessage } from '../../../handler/src/purge-queue.ts';

const mock = mockClient(CloudFrontClient);
const client = new CloudFrontClient({ region: 'us-east-1' });
const lines: string[] = [];
const counts: object[] = [];

const purge = createPurge({
  invalidate: (ids, paths) => invalidate(client, 'E123', ids, paths),
  meter: (counted) => counts.push(counted),
  log: (level, message) => lines.push(`${level}: ${message}`),
});

const batch = (...messages: [id: string, body: string][]): SQSEvent => ({
  Records: messages.map(([messageId, body]) => ({ messageId, body }) as SQSEvent['Records'][number]),
});
const changed = (id: string, path = `${id}.jpg`): [string, string] => [id, purgeMessage(path)];
const sent = (): CreateInvalidationCommandInput[] =>
  mock.commandCalls(CreateInvalidationCommand).map(({ args }) => args[0].input);
const pathsSent = () => sent().map(({ InvalidationBatch }) => InvalidationBatch?.Paths?.Items);
const references = () => sent().map(({ InvalidationBatch }) => InvalidationBatch?.CallerReference);
const refusal = (name: string) => Object.assign(new Error('no'), { name });

beforeEach(() => {
  mock.reset();
  lines.length = 0;
  counts.length = 0;
});

describe('purge', () => {
  test('makes one invalidation of a batch, in the distribution it was given', async () => {
    expect(await purge(batch(changed('b'), changed('a'), changed('c', 'a.jpg')))).toEqual({ batchItemFailures: [] });
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({ DistributionId: 'E123', InvalidationBatch: { Paths: { Quantity: 2 } } });
    expect(pathsSent()).toEqual([['/a.jpg/*', '/b.jpg/*']]);
    expect(counts).toEqual([{ malformed: 0, changes: 2, paths: 2 }]);
  });

  test('a redelivered batch has the same reference, in any order, and is not billed twice', async () => {
    await purge(batch(changed('a'), changed('b')));
    await purge(batch(changed('b'), changed('a')));
    expect(new Set(references()).size).toBe(1);
  });

  test('the next change of the same original has another reference, else CloudFront would do nothing', async () => {
    await purge(batch(changed('first', 'same.jpg')));
    await purge(batch(changed('second', 'same.jpg')));
    expect(new Set(references()).size).toBe(2);
  });

  test.each(['TooManyInvalidationsInProgress', 'Throttling'])(
    'while CloudFront says %s, the batch goes back',
    async (name) => {
      mock.on(CreateInvalidationCommand).rejects(refusal(name));
      expect(await purge(batch(changed('a'), ['x', '{'], changed('b')))).toEqual({
        batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'b' }],
      });
    },
  );

  test('an error that time does not mend is thrown, so that the alarm for errors rings', async () => {
    mock.on(CreateInvalidationCommand).rejects(refusal('AccessDenied'));
    await expect(purge(batch(changed('a')))).rejects.toThrow('no');
  });

  test('paths that CloudFront refuses make it purge everything rather than leave something stale', async () => {
    mock.on(CreateInvalidationCommand).rejectsOnce(refusal('InvalidArgument')).resolves({});
    expect(await purge(batch(changed('a')))).toEqual({ batchItemFailures: [] });
    expect(pathsSent()).toEqual([['/a.jpg/*'], ['/*']]);
    expect(new Set(references()).size).toBe(2);
    expect(lines).toEqual(['warn: CloudFront refused these paths: everything was purged']);
  });

  test('if even that is refused it is an error, and not tried for ever', async () => {
    mock.on(CreateInvalidationCommand).rejects(refusal('InvalidArgument'));
    await expect(purge(batch(changed('a')))).rejects.toThrow('no');
    expect(sent()).toHaveLength(2);
  });

  test('malformed messages are done and said, and the others are purged', async () => {
    expect(await purge(batch(['x', 'not JSON'], changed('a'), ['y', '{"path":1}']))).toEqual({ batchItemFailures: [] });
    expect(pathsSent()).toEqual([['/a.jpg/*']]);
    expect(counts).toEqual([{ malformed: 2, changes: 1, paths: 1 }]);
    expect(lines.filter((line) => line === 'warn: malformed message')).toHaveLength(2);
  });

  test('a batch of nothing but malformed messages asks nothing of CloudFront', async () => {
    expect(await purge(batch(['x', '']))).toEqual({ batchItemFailures: [] });
    expect(sent()).toEqual([]);
  });
});
