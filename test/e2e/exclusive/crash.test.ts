import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { picture } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { killFunctions, workersTime } from '../support/functions.ts';
import { manifestOf, processed, read, readManifest, upload, variantNames } from '../support/objects.ts';
import { outcomesOf } from '../support/outcomes.ts';
import { deadLetters, drained, setVisibilityTimeout } from '../support/queues.ts';
import { output } from '../support/stack.ts';

/** Seconds until a killed function's message returns; on AWS it would be minutes. */
const REDELIVERY = 8;
let usual = 0;

beforeAll(async () => {
  await drained();
  usual = await setVisibilityTimeout(REDELIVERY);
});

afterAll(async () => {
  await drained();
  await setVisibilityTimeout(usual);
});

/** Milliseconds of a vCPU: more than a worker needs to start, which is 150 to 300, and a third of what the picture takes. */
const AT_WORK = 400;

/** How often a kill may be too late on a busy machine. */
const TRIES = 5;

/** Uploads an original, and kills the function that processes it before it writes the manifest. */
async function killHalfWay(bytes: Buffer): Promise<{ path: string; version: string }> {
  for (let tried = 1; tried <= TRIES; tried++) {
    const path = `crash/large-${tried}.webp`;
    const name = output('process_function_name');
    const before = await workersTime(name);
    const version = await upload(path, bytes);
    // Not only in flight: one that idles may be killed before it gets the message, which another gets then.
    await until('a function to be at work on it', async () =>
      (await workersTime(name)) >= before + AT_WORK || (await readManifest(path)) !== null ? true : null,
    );
    await killFunctions(name);
    if ((await readManifest(path)) === null) return { path, version };
    await drained();
  }
  throw new Error(`In ${TRIES} tries, no function could be killed before it was done.`);
}

test('an upload whose function is killed half-way is completed after redelivery', async () => {
  // A WebP can't be decoded at a fraction of its size: 40 megapixels take a second, which leaves time to kill in.
  const bytes = await picture(7300, 5500, 9).webp({ effort: 0 }).toBuffer();
  const { path, version } = await killHalfWay(bytes);

  const manifest = await manifestOf(path, version);
  const finished = await until('the log line of the function that completed it', async () => {
    const ready = (await outcomesOf(path)).filter(({ message }) => message === 'ready');
    return ready.length > 0 ? ready : null;
  });

  expect(manifest.status).toBe('ready');
  expect(finished.map(({ receives }) => receives)).toEqual([2]);
  expect(await variantNames(path)).toEqual(manifest.variants.map(({ name }) => name).sort());
  expect(await deadLetters()).toBe(0);

  await processed('crash/undisturbed.webp', bytes);
  for (const { name } of manifest.variants) {
    const [killed, undisturbed] = await Promise.all([
      read(`variants/${path}/${name}`),
      read(`variants/crash/undisturbed.webp/${name}`),
    ]);
    expect(killed?.bytes.equals(undisturbed?.bytes ?? Buffer.of())).toBe(true);
  }
});
