import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';

import { fromPs, usageOf } from '../../../handler/src/image/guard/usage.ts';

const hasPs = spawnSync('ps', ['-p', String(process.pid)]).status === 0;

describe.each([
  ['usageOf', usageOf, true],
  ['ps', fromPs, hasPs],
] as const)('what a process uses, by %s', (_name, usage, possible) => {
  (possible ? test : test.skip)('is what it says of itself', () => {
    const { user, system } = process.cpuUsage();
    const { memory = 0, cpu = 0 } = usage(process.pid) ?? {};
    expect(memory / process.memoryUsage.rss()).toBeGreaterThan(0.7);
    expect(memory / process.memoryUsage.rss()).toBeLessThan(1.4);
    // On Linux, ps reports only whole seconds.
    expect(Math.abs(cpu - (user + system) / 1_000)).toBeLessThan(1_500);
  });
});

test('is nothing once the process is gone', () => {
  const pid = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
  expect(usageOf(pid)).toBeUndefined();
});
