import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';

const script = fileURLToPath(new URL('../../support/workers/parent.ts', import.meta.url));
let parent: ChildProcess | undefined;

afterEach(() => {
  parent?.kill('SIGKILL');
});

/** What a process prints that gives this job to a worker and then has nothing else to wait for. */
async function run(job: string, deadlineMs: number): Promise<string> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, job, String(deadlineMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parent = child;
  return text(child.stdout);
}

describe('a process that waits for nothing but its image', () => {
  test.each([
    // Whether it is blamed depends on what the machine gave it.
    ['passes its time', 'idle', 300, ' 0.3 s'],
    ['passes its memory', 'vast', 20_000, 'more than 300 MB'],
    ['ends the decoder', 'crash', 20_000, 'SIGSEGV'],
  ])('hears of it when the image %s', async (_what, job, deadlineMs, said) => {
    const output = await run(job, deadlineMs);
    expect(output).toContain('started');
    expect(output).toContain(said);
  });
});
