import { expect, test } from '@jest/globals';

import { statusText } from '../../../ops/status/command.ts';
import type { Status } from '../../../ops/status/gather.ts';

const QUIET: Status = {
  stack: 'gallery',
  region: 'eu-central-1',
  version: '0.1.0',
  cdn: 'https://cdn.example.com',
  functions: [{ use: 'render', name: 'gallery-render', state: 'Active', reserved: null }],
  queues: [{ use: 'process', name: 'gallery-process', waiting: 0, inFlight: 0, delayed: 0, oldest: null }],
  deadLetters: [{ use: 'process', name: 'gallery-process-dead-letter', waiting: 0 }],
  sweep: { id: 's1', state: 'done', renewedSecondsAgo: 7300, looked: 1500, queued: 2 },
  lastHour: { ready: 1200, rejected: 0, failed: null },
  alarms: [],
  rejections: [],
};

test('a quiet stack is told in a few lines, and zeros and unknown counts are left out', () => {
  expect(statusText(QUIET)).toBe(
    [
      'gallery in eu-central-1, version 0.1.0, https://cdn.example.com',
      '',
      'queue                    waiting  in flight  delayed  oldest',
      'process                  0        0          0',
      'dead letters of process  0',
      '',
      'Last sweep: done, 2.0 h ago, 1,500 originals checked, 2 queued (s1).',
      'Last hour: 1,200 ready.',
    ].join('\n'),
  );
});

test('what is wrong comes first: a function that is switched off, alarms; dead letters are marked', () => {
  const text = statusText({
    ...QUIET,
    functions: [{ use: 'render', name: 'gallery-render', state: 'Active', reserved: 0 }],
    alarms: [{ name: 'gallery-queue-age', state: 'ALARM', reason: '3 datapoints' }],
    deadLetters: [{ use: 'process', name: 'q', waiting: 3 }],
  });
  const [, , first, second] = text.split('\n');
  expect([first, second]).toEqual([
    'FUNCTION  gallery-render is switched off (0 reserved executions)',
    'ALARM     gallery-queue-age: 3 datapoints',
  ]);
  expect(text).toContain('3 DEAD');
});

test('a path of a rejection can not move the cursor of the terminal', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const rejections = [{ at, path: 'a\u001b[2J\u202eb.jpg', code: 'corrupt', reason: 'x' }];
  expect(statusText({ ...QUIET, rejections })).toContain('a?[2J?b.jpg: corrupt');
});
