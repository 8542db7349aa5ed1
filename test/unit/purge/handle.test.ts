import {
  CloudFrontClient,
  CreateInvalidationCommand,
  type CreateInvalidationCommandInput,
} from '@aws-sdk/client-cloudfront';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { purgeMessage } from '../../../handler/src/messages/purge.ts';
import type { Change } from '../../../handler/src/purge/changes.ts';
import { createPurge, MOST_CHANGES } from '../../../handler/src/purge/handle.ts';
import { invalidate } from '../../../handler/src/purge/invalidate.ts';

const mock = mockClient(CloudFrontClient);
const client = new CloudFrontClient({ region: 'us-east-1' });
const lines: string[] = [];
const counts: object[] = [];
const events: string[] = [];
let waiting: Change[] = [];
let enough: boolean[] = [];
let failsToDelete = false;
let target: Parameters<typeof invalidate>[1] = { distribution: 'E123' };

const purge = createPurge({
  take: (isEnough) => {
    enough = [1, MOST_CHANGES - 1, MOST_CHANGES].map(isEnough);
    return Promise.resolve(waiting);
  },
  invalidate: async (ids, paths) => {
    const outcome = await invalidate(client, target, ids, paths);
    events.push(outcome.state);
    return outcome;
  },
  remove: (changes) => {
    if (failsToDelete) return Promise.reject(new Error('not deleted'));
    events.push(...changes.map(({ id }) => `deleted ${id}`));
    return Promise.resolve();
  },
  now: () => 90_000,
  meter: (counted) => counts.push(counted),
  log: (level, message) => lines.push(`${level}: ${message}`),
});

const message = (id: string, body: string): Change => ({ id, body, sent: 30_000, receipt: id });
const changed = (id: string, path = `${id}.jpg`): Change => message(id, purgeMessage(path));
async function drain(changes: Change[], millisecondsLeft = 20_000): Promise<void> {
  waiting = changes;
  await purge({}, { getRemainingTimeInMillis: () => millisecondsLeft });
}
const sent = (): CreateInvalidationCommandInput[] =>
  mock.commandCalls(CreateInvalidationCommand).map(({ args }) => args[0].input);
const pathsSent = () => sent().map(({ InvalidationBatch }) => InvalidationBatch?.Paths?.Items);
const references = () => sent().map(({ InvalidationBatch }) => InvalidationBatch?.CallerReference);
const refusal = (name: string) => Object.assign(new Error('no'), { name });

beforeEach(() => {
  mock.reset();
  failsToDelete = false;
  target = { distribution: 'E123' };
  for (const list of [lines, counts, events]) list.length = 0;
});

describe('purge', () => {
  test('makes one invalidation of all that waits, in the distribution it was given, and only then deletes it', async () => {
    await drain([changed('b'), changed('a'), changed('c', 'a.jpg')]);
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({ DistributionId: 'E123', InvalidationBatch: { Paths: { Quantity: 2 } } });
    expect(pathsSent()).toEqual([['/a.jpg/*', '/b.jpg/*']]);
    expect(events).toEqual(['created', 'deleted b', 'deleted a', 'deleted c']);
    expect(counts).toEqual([{ malformed: 0, changes: 2, paths: 2, age: 60 }]);
  });

  test('stays with the images in a distribution that serves other things too, even if CloudFront refuses the paths', async () => {
    target = { distribution: 'E123', uriPrefix: '/variants' };
    mock.on(CreateInvalidationCommand).rejectsOnce(refusal('InvalidArgument')).resolves({});
    await drain([changed('b')]);
    expect(pathsSent()).toEqual([['/variants/b.jpg/*'], ['/variants/*']]);
  });

  test('asks CloudFront nothing, deletes nothing and says nothing when nothing waits', async () => {
    await drain([]);
    expect([sent(), events, lines, counts]).toEqual([[], [], [], []]);
  });

  test('takes no more than it can delete, and stops while there is time for the rest', async () => {
    await drain([]);
    expect(enough).toEqual([false, false, true]);
    await drain([], 11_999);
    expect(enough).toEqual([true, true, true]);
  });

  test('the same changes once more have the same reference, in any order, and are not billed twice', async () => {
    await drain([changed('a'), changed('b')]);
    await drain([changed('b'), changed('a')]);
    expect(new Set(references()).size).toBe(1);
  });

  test('the next change of the same original has another reference, else CloudFront would do nothing', async () => {
    await drain([changed('first', 'same.jpg')]);
    await drain([changed('second', 'same.jpg')]);
    expect(new Set(references()).size).toBe(2);
  });

  test.each(['TooManyInvalidationsInProgress', 'Throttling'])(
    'while CloudFront says %s, everything stays in the queue, and that is no error',
    async (name) => {
      mock.on(CreateInvalidationCommand).rejects(refusal(name));
      await drain([changed('a'), message('x', '{'), changed('b')]);
      expect(events).toEqual(['busy']);
      expect(counts).toEqual([{ malformed: 1, postponed: 1, age: 60 }]);
    },
  );

  test('a permanent error is thrown, so that the error alarm fires, and nothing is deleted', async () => {
    mock.on(CreateInvalidationCommand).rejects(refusal('AccessDenied'));
    await expect(drain([changed('a')])).rejects.toThrow('no');
    expect(events).toEqual([]);
  });

  test('what can not be deleted is an error: it would be purged, and billed, again and again', async () => {
    failsToDelete = true;
    await expect(drain([changed('a')])).rejects.toThrow('not deleted');
    expect(counts).toHaveLength(1);
  });

  test('paths that CloudFront refuses make it purge everything rather than leave something stale', async () => {
    mock.on(CreateInvalidationCommand).rejectsOnce(refusal('InvalidArgument')).resolves({});
    await drain([changed('a')]);
    expect(pathsSent()).toEqual([['/a.jpg/*'], ['/*']]);
    expect(new Set(references()).size).toBe(2);
    expect(lines).toEqual(['warn: CloudFront refused these paths: everything was purged']);
    expect(events).toEqual(['created', 'deleted a']);
  });

  test('if even that is refused, it is an error and not retried indefinitely', async () => {
    mock.on(CreateInvalidationCommand).rejects(refusal('InvalidArgument'));
    await expect(drain([changed('a')])).rejects.toThrow('no');
    expect(sent()).toHaveLength(2);
  });

  test('malformed messages are said and deleted with the others, which are purged', async () => {
    await drain([message('x', 'not JSON'), changed('a'), message('y', '{"path":1}')]);
    expect(pathsSent()).toEqual([['/a.jpg/*']]);
    expect(counts).toEqual([{ malformed: 2, changes: 1, paths: 1, age: 60 }]);
    expect(lines.filter((line) => line === 'warn: malformed message')).toHaveLength(2);
    expect(events).toEqual(['created', 'deleted x', 'deleted a', 'deleted y']);
  });

  test('nothing but malformed messages ask nothing of CloudFront and are deleted', async () => {
    await drain([message('x', '')]);
    expect(sent()).toEqual([]);
    expect(events).toEqual(['deleted x']);
    expect(counts).toEqual([{ malformed: 1 }]);
  });
});
