import type { Logger } from '@aws-lambda-powertools/logger';
import { describe, expect, test } from '@jest/globals';

import { reconcileMessage } from '../../../handler/src/messages/reconcile.ts';
import { createInvocation } from '../../../handler/src/process/handle.ts';
import type { Delivery } from '../../../handler/src/reconcile/delivery.ts';
import type { Outcome } from '../../../handler/src/reconcile/outcome.ts';
import { bridgeEvent, envelope, queueEvent, queueRecord, s3Event, snsEvent } from '../../support/events.ts';
import { PREFIXES } from '../../support/simulation/index.ts';

const outcome = (path: string): Outcome => ({
  result: 'ready',
  path,
  bytes: 1,
  degraded: false,
  transforms: 1,
  reused: 0,
  variants: 2,
  variantBytes: 3,
  passes: 2,
  steps: {},
});

/** An invocation in which these paths fail; remembers what was looked at, logged and counted. */
function open(failing: readonly string[] = [], deliveries: Delivery[] = []) {
  const looked: [string, number][] = [];
  const lines: [string, unknown][] = [];
  const counts: string[] = [];
  const log = (message: string, fields: unknown) => lines.push([message, fields]);
  const invoke = createInvocation({
    watched: { bucket: 'bucket', prefixes: PREFIXES },
    reconcile: (path, delivery) => {
      const { receives } = delivery;
      deliveries.push(delivery);
      looked.push([path, receives]);
      return failing.includes(path) ? Promise.reject(new Error(`${path} is busy`)) : Promise.resolve(outcome(path));
    },
    logger: { info: log, warn: log, error: log } as unknown as Logger,
    meter: {
      count: (name) => void counts.push(name),
      outcome: ({ result }) => void counts.push(result),
      flush: () => void counts.push('flush'),
    },
  });
  return { invoke, looked, lines, counts };
}

const put = (...paths: string[]) => s3Event(...paths.map((path) => ({ key: `originals/${path}` })));
const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe('a batch from the queue', () => {
  test('reconciles each distinct original once, with the highest receive count', async () => {
    const { invoke, looked } = open();
    const event = queueEvent(
      queueRecord(envelope(put('a')), 'm0', 1),
      queueRecord(put('a', 'b'), 'm1', 4),
      queueRecord(put('a'), 'm2', 2),
    );
    expect(await invoke(event)).toEqual(failures());
    expect(looked).toEqual([
      ['a', 4],
      ['b', 4],
    ]);
  });

  test('is as old as its oldest event, and of unknown age without a queue', async () => {
    const deliveries: Delivery[] = [];
    const { invoke } = open([], deliveries);
    const since = Date.parse('2026-01-02T03:04:05.678Z');
    await invoke(queueEvent(queueRecord(put('a'), 'm0'), queueRecord(reconcileMessage('a', since + 1), 'm1')));
    await invoke(snsEvent(put('a')));
    expect(deliveries).toEqual([
      { receives: 1, since },
      { receives: 1, since: undefined },
    ]);
  });

  test('gives back exactly the messages of what failed', async () => {
    const { invoke, looked } = open(['b']);
    const event = queueEvent(
      queueRecord(put('a'), 'm0'),
      queueRecord('{poison', 'm1'),
      queueRecord(put('b'), 'm2'),
      queueRecord(put('c'), 'm3'),
      queueRecord(put('b', 'd'), 'm4'),
    );
    expect(await invoke(event)).toEqual(failures('m2', 'm4'));
    expect(looked.map(([path]) => path)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('of nothing usable is done with, each message reported once', async () => {
    const { invoke, lines, counts } = open();
    const event = queueEvent(
      queueRecord('{poison', 'm0'),
      queueRecord('', 'm1'),
      queueRecord(s3Event({ key: 'originals/a', bucket: 'attacker' }), 'm2'),
    );
    expect(await invoke(event)).toEqual(failures());
    expect(lines).toEqual([
      ['malformed event', expect.objectContaining({ messageId: 'm0', excerpt: '{poison' })],
      ['ignored event', expect.objectContaining({ messageId: 'm1', reason: 'empty' })],
      ['ignored event', expect.objectContaining({ messageId: 'm2', reason: 'other_bucket' })],
    ]);
    expect(counts).toEqual(['malformed', 'ignored', 'ignored', 'flush']);
  });
});

describe('an event that no queue delivers again', () => {
  test.each([
    ['S3', put('a')],
    ['SNS', snsEvent(put('a'))],
    ['EventBridge', bridgeEvent('originals/a')],
  ])('from %s is thrown back at Lambda if something failed', async (_source, event) => {
    expect(await open().invoke(event)).toBeUndefined();
    const { invoke, counts } = open(['a']);
    await expect(invoke(event)).rejects.toThrow('1 original(s) failed: a is busy');
    expect(counts).toEqual(['failed', 'flush']);
  });

  test('has everything else done before it is thrown back', async () => {
    const { invoke, looked } = open(['a']);
    await expect(invoke(put('a', 'b'))).rejects.toThrow('a is busy');
    expect(looked.map(([path]) => path)).toEqual(['a', 'b']);
  });

  test('is not thrown back if it makes no sense: it never will', async () => {
    expect(await open().invoke({ hello: 1 })).toBeUndefined();
    expect(await open().invoke(null)).toBeUndefined();
  });
});

test('an original has one line in the log, with what it took', async () => {
  const { invoke, lines } = open();
  await invoke(put('a'));
  expect(lines).toEqual([
    ['ready', { ...outcome('a'), receives: 1, milliseconds: expect.any(Number) as unknown as number }],
  ]);
});
