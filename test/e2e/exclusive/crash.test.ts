import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { photograph } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { killFunctions } from '../support/functions.ts';
import { manifestOf, processed, read, readManifest, upload, variantNames } from '../support/objects.ts';
import { outcomesOf } from '../support/outcomes.ts';
import { deadLetters, depth, drained, setVisibilityTimeout } from '../support/queues.ts';
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

/** How often a kill may be too late on a busy machine. */
const TRIES = 5;

/** Uploads an original, and kills the function that processes it before it writes the manifest. */
async function killHalfWay(bytes: Buffer): Promise<{ path: string; version: string }> {
  for (let tried = 1; tried <= TRIES; tried++) {
    const path = `crash/large-${tried}.jpg`;
    const version = await upload(path, bytes);
    await until('the function to have the message', async () => {
      const { inFlight } = await depth(output('process_queue_url'));
      return inFlight > 0 ? true : null;
    });
    await until('a function to run', async () =>
      (await killFunctions(output('process_function_name'))) > 0 ? true : null,
    );
    if ((await readManifest(path)) === null) return { path, version };
    await drained();
  }
  throw new Error(`In ${TRIES} tries, no function could be killed before it was done.`);
}

test('an upload whose function is killed half-way is completed after redelivery', async () => {
  const bytes = await photograph(5000, 3500, 9);
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

  await processed('crash/undisturbed.jpg', bytes);
  for (const { name } of manifest.variants) {
    const [killed, undisturbed] = await Promise.all([
      read(`variants/${path}/${name}`),
      read(`variants/crash/undisturbed.jpg/${name}`),
    ]);
    expect(killed?.bytes.equals(undisturbed?.bytes ?? Buffer.of())).toBe(true);
  }
});
