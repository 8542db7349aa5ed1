import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';

import { guardWith } from '../../../handler/src/image/guard/guard.ts';
import { type Order, STDIO } from '../../../handler/src/image/guard/transfer.ts';
import { LIMITS } from '../../support/images/presets.ts';

const script = fileURLToPath(new URL('../../support/workers/misbehaving.ts', import.meta.url));
const realScript = fileURLToPath(new URL('../../../handler/src/image/guard/image-worker.ts', import.meta.url));
const guard = guardWith(pathToFileURL(script));
afterAll(() => {
  guard.close();
});

/** What the worker has read of a text behind the word that it follows. */
async function digestIn(text: string): Promise<string> {
  const bytes = Buffer.from(`digest ${text}`);
  const job = { bytes, presets: {}, limits: LIMITS };
  const answer: unknown = await guard
    .makeVariants(job, { deadlineMs: 10_000, memoryMb: 1_000 })
    .catch((reason: unknown) => reason);
  return answer instanceof Error ? answer.message : 'no error';
}

describe('an original on its way to the worker', () => {
  test('arrives as it is, whatever its length, one after the other', async () => {
    for (const length of [0, 1, 65_536, 5_000_000, 20_000_000, 7]) {
      const text = randomBytes(Math.ceil(length / 2))
        .toString('hex')
        .slice(0, length);
      expect(await digestIn(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }
  }, 30_000);

  test('does not keep a worker waiting whose function is gone', async () => {
    const worker = fork(realScript, {
      serialization: 'advanced',
      stdio: STDIO,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    await once(worker, 'message');
    worker.send({ presets: {}, limits: LIMITS, length: 1_000_000 } satisfies Order);
    worker.stdio[4]?.destroy();
    worker.disconnect();
    // By itself, or by its signal to itself, whichever it notices first.
    await once(worker, 'exit');
    expect([worker.exitCode, worker.signalCode]).not.toEqual([null, null]);
  });
});
