import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { reconcileMessage } from '../../../handler/src/messages/reconcile.ts';
import { readInvocation } from '../../../handler/src/process/events.ts';
import {
  bridgeEvent,
  envelope,
  queueEvent,
  queueRecord,
  s3Event,
  s3Record,
  snsEvent,
  testEvent,
} from '../../support/events.ts';
import { PREFIXES } from '../../support/simulation/index.ts';

const watched = { bucket: 'bucket', prefixes: PREFIXES };
const read = (event: unknown) => readInvocation(event, watched);
const inQueue = (body: unknown) => read(queueEvent(queueRecord(body))).findings;
const PUT = s3Event({ key: 'originals/a b+c.jpg' });
const reconcile = (path: string) => [expect.objectContaining({ kind: 'reconcile', path })];

describe('an upload is found', () => {
  test.each<[string, unknown]>([
    ['in a queue, in the envelope of a topic', queueEvent(queueRecord(envelope(PUT)))],
    ['in a queue, delivered raw', queueEvent(queueRecord(PUT))],
    ['in a queue, straight from EventBridge', queueEvent(queueRecord(bridgeEvent('originals/a b+c.jpg')))],
    ['in a queue, from EventBridge by a topic', queueEvent(queueRecord(envelope(bridgeEvent('originals/a b+c.jpg'))))],
    ['in a topic', snsEvent(PUT)],
    ['in a notification of S3', PUT],
    ['in an event of EventBridge', bridgeEvent('originals/a b+c.jpg')],
    ['in a message of our own', queueEvent(queueRecord(reconcileMessage('a b+c.jpg')))],
  ])('%s', (_where, event) => {
    expect(read(event).findings).toEqual(reconcile('a b+c.jpg'));
  });

  test.each<[string, unknown, number | undefined]>([
    ['an event of S3', envelope(PUT), Date.parse('2026-01-02T03:04:05.678Z')],
    ['an event of EventBridge', bridgeEvent('originals/a'), Date.parse('2026-01-02T03:04:05Z')],
    ['a message of our own', reconcileMessage('a', 1234), 1234],
    ['a message that a person wrote', reconcileMessage('a'), undefined],
    ['an event with no time', { Records: [{ ...s3Record({ key: 'originals/a' }), eventTime: undefined }] }, undefined],
    [
      'an event with no usable time',
      { Records: [{ ...s3Record({ key: 'originals/a' }), eventTime: 'now' }] },
      undefined,
    ],
  ])('since when there is it: %s', (_what, body, since) => {
    const [finding] = inQueue(body);
    expect(finding).toMatchObject({ kind: 'reconcile' });
    expect(finding?.kind === 'reconcile' ? finding.since : null).toBe(since);
  });

  test('with any Unicode in its key, decoded exactly once', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('+', '%', '%2B', '%25', '\n', '//', 'e\u0301'),
    );
    fc.assert(
      fc.property(fc.array(text), (parts) => {
        const path = parts.join('');
        fc.pre(path !== '');
        const key = `originals/${path}`;
        expect(read(s3Event({ key })).findings).toEqual(reconcile(path));
        expect(read(bridgeEvent(key)).findings).toEqual(reconcile(path));
        expect(inQueue(reconcileMessage(path))).toEqual(reconcile(path));
      }),
    );
  });

  test.each([
    ['red+flower.jpg', 'red flower.jpg'],
    ['red%2Bflower.jpg', 'red+flower.jpg'],
    ['red%252Bflower.jpg', 'red%2Bflower.jpg'],
    ['%2e%2e/x.jpg', '../x.jpg'],
    ['na%C3%AFve%20%F0%9F%8C%B8.jpg', 'naïve 🌸.jpg'],
  ])('under the key that S3 wrote as %s', (encoded, path) => {
    expect(read(s3Event({ key: '', encoded: `originals/${encoded}` })).findings).toEqual(reconcile(path));
  });

  test.each(['Put', 'Post', 'Copy', 'CompleteMultipartUpload'])('when it was made by %s', (how) => {
    expect(read(s3Event({ key: 'originals/a', name: `ObjectCreated:${how}` })).findings).toEqual(reconcile('a'));
  });

  test('when AWS has added fields and a minor version', () => {
    const record = { ...s3Record({ key: 'originals/a' }), eventVersion: '2.6', glacierEventData: {}, news: [1] };
    expect(inQueue({ Records: [record] })).toEqual(reconcile('a'));
  });
});

describe('an original that was restored from an archive is looked at', () => {
  test('when S3 tells', () => {
    expect(read(s3Event({ key: 'originals/a', name: 'ObjectRestore:Completed' })).findings).toEqual(reconcile('a'));
  });

  test('when EventBridge tells', () => {
    expect(read(bridgeEvent('originals/a', 'Object Restore Completed')).findings).toEqual(reconcile('a'));
  });
});

describe('a removal is looked at', () => {
  test.each([
    'ObjectRemoved:Delete',
    'ObjectRemoved:DeleteMarkerCreated',
    'LifecycleExpiration:Delete',
    'LifecycleExpiration:DeleteMarkerCreated',
  ])('when it is %s', (name) => {
    expect(read(s3Event({ key: 'originals/a', name })).findings).toEqual(reconcile('a'));
  });

  test('when EventBridge tells', () => {
    expect(read(bridgeEvent('originals/a', 'Object Deleted')).findings).toEqual(reconcile('a'));
  });
});

describe('nothing is done, and the message is done with,', () => {
  test.each<[string, unknown]>([
    ['test_event', testEvent],
    ['test_event', envelope(testEvent)],
    ['empty', ''],
    ['empty', ' \n'],
    ['empty', { Records: [] }],
    ['other_document', { hello: 1 }],
    ['other_document', envelope({ type: 'order', id: 7 })],
    ['other_document', { ...bridgeEvent('originals/a'), source: 'aws.ec2' }],
    ['other_document', { Records: [{ eventSource: 'aws:ses', ses: { mail: {} } }] }],
    ['other_event', s3Event({ key: 'originals/a', name: 'ObjectTagging:Put' })],
    ['other_event', bridgeEvent('originals/a', 'Object Tags Added')],
    ['other_bucket', s3Event({ key: 'originals/a', bucket: 'attacker' })],
    ['other_bucket', bridgeEvent('originals/a', 'Object Created', 'attacker')],
    ['own_output', s3Event({ key: 'variants/a/800x600' })],
    ['own_output', s3Event({ key: 'manifests/a.json' })],
    ['own_output', s3Event({ key: 'locks/a/800x600' })],
    ['other_key', s3Event({ key: 'logs/2026/01' })],
    ['other_key', s3Event({ key: 'original' })],
    ['prefix', s3Event({ key: 'originals/' })],
    ['prefix', envelope(s3Event({ key: 'originals/', name: 'ObjectRemoved:Delete' }))],
    ['prefix', bridgeEvent('originals/')],
    ['prefix', { type: 'reconcile', path: '' }],
  ])('for %s: %j', (reason, body) => {
    expect(inQueue(body)).toEqual([{ kind: 'ignored', reason, message: { id: 'message-0', receives: 1 } }]);
  });
});

describe('a message that can never be understood is reported and done with', () => {
  test.each<[string, unknown]>([
    ['half JSON', '{not json'],
    ['a number', '7'],
    ['null', 'null'],
    ['an envelope around nothing', { ...envelope({}), Message: 'hello' }],
    ['a key that is not UTF-8', s3Event({ key: '', encoded: 'originals/%E0%A4%A.jpg' })],
    ['a key that ends in the middle of an escape', s3Event({ key: '', encoded: 'originals/a%' })],
    ['half a surrogate pair', bridgeEvent('originals/\ud800')],
    ['half a surrogate pair in our own message', '{"type":"reconcile","path":"\\udc00"}'],
    ['a prototype', '{"Records":[{"__proto__":{"x":1},"eventSource":"aws:s3"}]}'],
    [
      'a key that is no text',
      { Records: [{ ...s3Record({ key: 'a' }), s3: { bucket: { name: 'bucket' }, object: { key: 1 } } }] },
    ],
    ['our own message with more in it', { type: 'reconcile', path: 'a', force: true }],
  ])('%s', (_what, body) => {
    expect(inQueue(body)).toEqual([expect.objectContaining({ kind: 'malformed', reason: expect.any(String) })]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test('and does not hide the upload beside it, nor does a record of another service', () => {
    const { Records } = PUT as { Records: unknown[] };
    const kinds = inQueue({ Records: [{ eventSource: 'aws:ses' }, { eventSource: 'aws:s3' }, ...Records] });
    expect(kinds.map(({ kind }) => kind)).toEqual(['ignored', 'malformed', 'reconcile']);
  });

  test('an envelope in an envelope in an envelope, and so on', () => {
    const deep = [1, 2, 3, 4, 5].reduce<unknown>((inner) => envelope(inner), PUT);
    expect(inQueue(deep)).toEqual([expect.objectContaining({ kind: 'malformed' })]);
  });

  test('whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        for (const { kind } of [...inQueue(body), ...read(JSON.parse(body)).findings])
          expect(kind).not.toBe('reconcile');
      }),
    );
  });
});

describe('one bad event takes no other with it', () => {
  test('in one message', () => {
    const body = {
      Records: [null, s3Record({ key: '', encoded: 'originals/%' }), s3Record({ key: 'originals/good' })],
    };
    expect(inQueue(body).map(({ kind }) => kind)).toEqual(['malformed', 'malformed', 'reconcile']);
  });

  test('in one batch', () => {
    const bodies = ['{poison', PUT, '', envelope(PUT)];
    const { source, findings } = read(
      queueEvent(...bodies.map((body, index) => queueRecord(body, `m${index}`, index + 1))),
    );
    expect(source).toBe('queue');
    expect(findings.map(({ kind, message }) => [kind, message?.id, message?.receives])).toEqual([
      ['malformed', 'm0', 1],
      ['reconcile', 'm1', 2],
      ['ignored', 'm2', 3],
      ['reconcile', 'm3', 4],
    ]);
  });
});
