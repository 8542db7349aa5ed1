import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';

import { Rejection } from '../../../handler/src/errors.ts';
import { guardWith } from '../../../handler/src/image/guard/guard.ts';
import type { Allowance } from '../../../handler/src/image/guard/index.ts';
import { meterOf } from '../../../handler/src/image/guard/usage.ts';
import type { OnFinished } from '../../../handler/src/image/types.ts';
import { LIMITS } from '../../support/images/presets.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const folder = await temporaryFolder();
const script = path.join(folder, 'misbehaving.mjs');
// Without types, which each of the workers would else strip anew. empty-loop.test.ts starts one with them.
await build({
  entryPoints: [fileURLToPath(new URL('../../support/workers/misbehaving.ts', import.meta.url))],
  outfile: script,
  bundle: true,
  format: 'esm',
  platform: 'node',
});
const WORKER = pathToFileURL(script);
const guard = guardWith(WORKER);
afterAll(() => {
  guard.close();
});

const run = (text: string, allowance: Partial<Allowance> = {}, by = guard) =>
  by.makeVariants(
    { bytes: Buffer.from(text), presets: {}, limits: LIMITS },
    { deadlineMs: 10_000, memoryMb: 1_000, ...allowance },
  );

const failure = async (text: string, allowance?: Partial<Allowance>, by = guard): Promise<Error> => {
  const error: unknown = await run(text, allowance, by).catch((reason: unknown) => reason);
  if (error instanceof Error) return error;
  throw new Error(`${text} did not fail`);
};

/**
 * How an idle worker fails whose processor time is this share of all time that is counted. A real one gets what the machine
 * gives it, and a machine whose host is busy counts time that it did not have.
 */
function failureWithShare(share: number): Promise<Error> {
  const told = guardWith(WORKER, (pid) => {
    const meter = meterOf(pid);
    let [cpu, last] = [0, performance.now()];
    const memory = () => {
      const now = performance.now();
      cpu += share * Math.min(now - last, 1_000);
      last = now;
      return meter.memory();
    };
    return { ...meter, memory, cpu: () => cpu };
  });
  return failure('idle', { deadlineMs: 1_000 }, told);
}

const workerPid = async (): Promise<number> => (await run('good')).timings.probe;

describe('an answer', () => {
  test('is a rejection again, code and sentence intact, after it has crossed the processes', async () => {
    const error = await failure('rejected');
    expect(error).toBeInstanceOf(Rejection);
    expect(error).toMatchObject({ code: 'too_many_scans', message: 'The JPEG has “65” scans.\nSave it again.' });
  });

  test('stays an error that may go away when it is no rejection, and says where it comes from', async () => {
    const error = await failure('failed');
    expect(error).not.toBeInstanceOf(Rejection);
    expect(error.message).toBe('some bug');
    expect(error.stack).toContain('misbehaving.mjs');
  });
});

describe('a variant', () => {
  const finishing = async (text: string) => {
    const seen: string[] = [];
    const job = { bytes: Buffer.from(text), presets: {}, limits: LIMITS };
    const note: OnFinished = ({ name, bytes }, { width }) => {
      seen.push(`${name} ${Buffer.from(bytes).toString()} ${width}`);
    };
    const made = await guard
      .makeVariants(job, { deadlineMs: 10_000, memoryMb: 1_000 }, note)
      .catch((error: unknown) => error);
    return { seen, made };
  };

  test('is passed on when it is finished, once even if the decoder crashes before the next', async () => {
    const { seen, made } = await finishing(`crashBetween ${path.join(folder, 'between')}`);
    expect(seen).toEqual(['one one 1', 'two two 1']);
    expect(made).toMatchObject({ variants: [{ name: 'one' }, { name: 'two' }] });
  });

  test('is passed on before it is known that the others can’t be made', async () => {
    const { seen, made } = await finishing('rejectedAfterOne');
    expect(seen).toEqual(['one one 1']);
    expect(made).toMatchObject({ name: 'Rejection', code: 'corrupt' });
  });
});

describe('an image that goes too far', () => {
  // How soon after the deadline is tested in watch.test.ts, by a clock that no busy machine delays.
  test('is rejected if its decoder hangs', async () => {
    const error = await failureWithShare(0);
    expect(error).toMatchObject({ name: 'Rejection', code: 'too_expensive' });
    expect(error.message).toContain('more than 1 s');
  });

  test('is stopped when its decoder goes in circles', async () => {
    await workerPid();
    // Not more precise: on a busy machine it may not get the processor time to be blamed for.
    expect((await failure('busy', { deadlineMs: 400 })).message).toContain('0.4 s');
  });

  test('is rejected before it takes much more than its memory', async () => {
    const error = await failure('greedy', { memoryMb: 300 });
    expect(error).toMatchObject({ name: 'Rejection', code: 'too_expensive' });
    expect(error.message).toContain('more than 300 MB');
  });

  test.each([
    ['exit', 'exit code 3'],
    ['crash', 'SIGSEGV'],
    ['abort', 'SIGABRT'],
  ])('is rejected when it ends the decoder twice (%s)', async (how, sign) => {
    const error = await failure(how);
    expect(error).toMatchObject({ name: 'Rejection', code: 'too_expensive' });
    expect(error.message).toContain(sign);
  });

  test('is rejected if the decoder runs out of memory twice, with any error message', async () => {
    const before = await workerPid();
    const error = await failure('exhausted');
    expect(error).toMatchObject({ name: 'Rejection', code: 'too_expensive' });
    expect(error.message).toContain('Memory allocation error');
    expect(await workerPid()).not.toBe(before);
  });

  test('leaves nothing behind for the next one', async () => {
    await failure('busy', { deadlineMs: 200 });
    await failure('greedy', { memoryMb: 300 });
    await failure('crash');
    const [first, second] = [await workerPid(), await workerPid()];
    expect(second).toBe(first);
  });

  test('takes no other image with it that waits its turn', async () => {
    // The good one's time is shorter than its wait, and far longer than it takes.
    const times = [{ deadlineMs: 2_000 }, { deadlineMs: 1_800 }];
    const [bad, good] = await Promise.allSettled([run('idle', times[0]), run('good', times[1])]);
    expect(bad.status).toBe('rejected');
    expect(good.status).toBe('fulfilled');
  });
});

describe('an image that is not to blame', () => {
  test('is done on a second try when the decoder ended by accident', async () => {
    await expect(run(`crashOnce ${path.join(folder, 'crashed')}`)).resolves.toHaveProperty('variants');
  });

  test('is done on a second try, in a fresh worker, when memory ran out by accident', async () => {
    const before = await workerPid();
    const made = await run(`exhaustedOnce ${path.join(folder, 'exhausted')}`);
    expect(made.timings.probe).not.toBe(before);
  });

  test('gets a new worker after an unexpected error: the previous one may still be busy', async () => {
    const before = await workerPid();
    await failure('failed');
    expect(await workerPid()).not.toBe(before);
  });

  test('is not rejected when the worker is told to stop', async () => {
    const error = await failure('stopped');
    expect(error).not.toBeInstanceOf(Rejection);
    expect(error.message).toContain('SIGTERM');
  });

  test('is not rejected when the machine had no time for it', async () => {
    const error = await failureWithShare(0.15);
    expect(error).not.toBeInstanceOf(Rejection);
    expect(error.message).toMatch(/only \d+ % of a processor/);
  });

  test('is not rejected when the worker can’t start, and learns why', async () => {
    const broken = guardWith(new URL('./no-such-worker.ts', import.meta.url));
    const error = await broken
      .makeVariants({ bytes: Buffer.from('good'), presets: {}, limits: LIMITS }, { deadlineMs: 1_000, memoryMb: 500 })
      .catch((reason: unknown) => reason);
    expect(error).not.toBeInstanceOf(Rejection);
    expect(String(error)).toContain('did not start (exit code 1)');
    expect(String(error)).toContain('no-such-worker.ts');
  });

  test('does not pay for the memory that the one before left behind', async () => {
    const before = await run('large', { memoryMb: 400 });
    expect(before.memory).toBeGreaterThan(150 * 2 ** 20);
    expect(await workerPid()).not.toBe(before.timings.probe);
  });

  test('has both its tries after one that left too much behind', async () => {
    await run('large', { memoryMb: 400 });
    await expect(run(`crashOnce ${path.join(folder, 'after-large')}`)).resolves.toHaveProperty('variants');
  });
});

test('decodes without the credentials of the function', async () => {
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
  guard.close();
  const { message } = await failure('environment');
  delete process.env['AWS_SECRET_ACCESS_KEY'];
  expect(message).toContain('PATH');
  expect(message).not.toContain('secret');
});
