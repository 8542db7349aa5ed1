import { expect, test } from '@jest/globals';

import { eventLog } from '../../../local/playground/events.ts';
import { eventsIn } from '../../../playground/api/event-of.ts';

const record = (eventName: string, key: string) => ({ eventName, s3: { object: { key } } });

test('S3’s events and Darkroom’s own become events of a path; other documents none', () => {
  const all = [
    { Records: [record('ObjectCreated:Post', 'originals/a+b%25.jpg'), record('ObjectCreated:Put', 'variants/a')] },
    { Records: [record('ObjectRemoved:DeleteMarkerCreated', 'originals/a.jpg')] },
    { type: 'ready', path: 'a.jpg', manifest: { status: 'ready' } },
    { type: 'rejected', path: 'a.jpg', manifest: { rejection: { code: 'not_an_image' } } },
    { type: 'removed', path: 'a.jpg', manifest: null },
    { Event: 's3:TestEvent' },
    undefined,
  ].flatMap((document) => eventsIn(document, 'originals/').map(({ type, path, code }) => [type, path, code]));
  expect(all).toEqual([
    ['uploaded', 'a b%.jpg', null],
    ['deleted', 'a.jpg', null],
    ['ready', 'a.jpg', null],
    ['rejected', 'a.jpg', 'not_an_image'],
    ['removed', 'a.jpg', null],
  ]);
});

test('a page gets what it has not seen, waits for the next, and begins anew if the log did', async () => {
  const log = eventLog();
  const add = (path: string): void => {
    log.add({ type: 'ready', path, code: null, document: {} });
  };
  const { signal } = new AbortController();
  add('a');
  add('b');
  expect((await log.since(1, signal)).events.map(({ path }) => path)).toEqual(['b']);
  const waiting = log.since(2, signal);
  add('c');
  expect(await waiting).toMatchObject({ events: [{ path: 'c', id: 3 }], next: 3 });
  expect((await log.since(99, signal)).events).toHaveLength(3);
  expect(await log.since(3, AbortSignal.abort())).toEqual({ events: [], next: 3 });
});
