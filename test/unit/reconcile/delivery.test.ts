import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

import { HIDDEN_TIMEOUTS, isFirst, isRepeated, UNKEPT } from '../../../handler/src/reconcile/delivery.ts';
import { PROJECT } from '../../../local/paths.ts';

const textOf = (module: string) => readFile(path.join(PROJECT, 'modules', module, 'main.tf'), 'utf8');

test('the process queue hides a message for as many timeouts of its function as process assumes', async () => {
  expect(await textOf('queue')).toContain(`: ${HIDDEN_TIMEOUTS} * var.function_timeout_seconds\n`);
  expect(await textOf('process')).not.toContain('visibility_timeout_seconds');
});

describe('a delivery', () => {
  const [timeout, maxReceiveCount] = [10, 4];
  // Three times hidden: after the fourth delivery the message is a dead letter.
  const DEAD = 3 * HIDDEN_TIMEOUTS * timeout * 1000;
  const at = (now: number) => ({ now: () => now, timeout, maxReceiveCount });

  test.each([
    ['of a message that was just sent', { receives: 1, since: 1000 }, 1000, 'first'],
    ['of one that waited almost as long as it takes to die', { receives: 1, since: 1000 }, 1000 + DEAD - 1, 'first'],
    ['of one that may have died and been put back', { receives: 1, since: 1000 }, 1000 + DEAD, 'repeated'],
    ['of one that was received before', { receives: 2, since: 1000 }, 1000, 'repeated'],
    ['of one that does not say since when it is', { receives: 1, since: undefined }, 1000, 'neither'],
    ['of one that no queue keeps', UNKEPT, 1000, 'neither'],
  ] as const)('%s: %j at %d ms is %s', (_what, delivery, now, told) => {
    expect([isFirst(delivery, at(now)), isRepeated(delivery, at(now))]).toEqual([
      told === 'first',
      told === 'repeated',
    ]);
  });

  test('of which nothing is known counts as one', () => {
    expect(UNKEPT).toStrictEqual({ receives: 1, since: undefined });
  });
});
