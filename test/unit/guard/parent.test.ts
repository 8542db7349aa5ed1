import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';

const script = fileURLToPath(new URL('../../support/workers/parent.ts', import.meta.url));
let parent: ChildProcess | undefined;

/** A process group of its own, so that parent and worker can be stopped together, as a sandbox is. */
async function start(job: string, deadlineMs: number): Promise<{ pid: number; lines: () => Promise<string> }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, job, String(deadlineMs)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parent = child;
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  return { pid: child.pid ?? 0, lines: () => closed.then(() => output) };
}

afterEach(() => {
  try {
    if (parent?.pid !== undefined) process.kill(-parent.pid, 'SIGKILL');
  } catch {
    // All of them ended by themselves, as they should.
  }
});

/** Linux only, like the two tests that need it. */
function workerOf(pid: number): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
  return children === '' ? undefined : Number(children.split(' ')[0]);
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (const end = performance.now() + 10_000; performance.now() < end;) {
    const seen = look();
    if (seen !== undefined) return seen;
    await sleep(50);
  }
  throw new Error('It never happened.');
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;

describe('a process with an idle worker', () => {
  test('ends when its own work is done', async () => {
    const { lines } = await start('good', 5_000);
    expect(await lines()).toBe('started\nmade\n');
  });
});

onLinux('a worker', () => {
  test('is gone when its parent was killed', async () => {
    const { pid } = await start('idle', 60_000);
    const worker = await until(() => workerOf(pid));
    await sleep(500);
    process.kill(pid, 'SIGKILL');
    expect(await until(() => !existsSync(`/proc/${worker}`) || undefined)).toBe(true);
  });

  test('is not charged for the time in which the whole sandbox was frozen', async () => {
    // It takes a second, so a machine may be five times slower; frozen for six, it would pass its time.
    const { pid, lines } = await start('slow', 6_000);
    await until(() => workerOf(pid));
    await sleep(700);
    process.kill(-pid, 'SIGSTOP');
    await sleep(6_000);
    process.kill(-pid, 'SIGCONT');
    expect(await lines()).toBe('started\nmade\n');
  });
});
