import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';

import { cpuOf, meterOf, psMeter } from '../../../handler/src/image/guard/usage.ts';

const hasPs = spawnSync('ps', ['-p', String(process.pid)]).status === 0;

describe.each([
  ['meterOf', meterOf, true],
  ['ps', psMeter, hasPs],
] as const)('what a process uses, by %s', (_name, meterBy, possible) => {
  (possible ? test : test.skip)('is what it says of itself, as often as asked', () => {
    const meter = meterBy(process.pid);
    for (let look = 0; look < 2; look++) {
      const { user, system } = process.cpuUsage();
      const memory = meter.memory() ?? 0;
      expect(memory / process.memoryUsage.rss()).toBeGreaterThan(0.7);
      expect(memory / process.memoryUsage.rss()).toBeLessThan(1.4);
      // On Linux, ps reports only whole seconds.
      expect(Math.abs((meter.cpu() ?? 0) - (user + system) / 1_000)).toBeLessThan(1_500);
    }
    meter.close();
  });

  (possible ? test : test.skip)('is nothing once the process is gone', () => {
    const pid = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
    const meter = meterBy(pid);
    expect([meter.memory(), meter.cpu()]).toEqual([undefined, undefined]);
    meter.close();
  });

  (possible ? test : test.skip)('is nothing any more when it ends', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    const meter = meterBy(child.pid ?? 0);
    expect(meter.memory()).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect([meter.memory(), meter.cpu()]).toEqual([undefined, undefined]);
    meter.close();
  });
});

test('processor time can be asked for alone', () => {
  const { user, system } = process.cpuUsage();
  expect(Math.abs((cpuOf(process.pid) ?? 0) - (user + system) / 1_000)).toBeLessThan(1_500);
});
