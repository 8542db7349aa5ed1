import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';

import { photograph, picture } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { ask, askTimes } from '../support/cdn.ts';
import { killFunctions } from '../support/functions.ts';
import { processed, timesWritten } from '../support/objects.ts';
import { rendersOf } from '../support/outcomes.ts';
import { bucket, output, s3 } from '../support/stack.ts';

test('200 concurrent requests for a missing variant get the same image, which is made once', async () => {
  const path = 'cdn/crowd.jpg';
  await processed(path, await photograph(1600, 1200, 23));
  const answers = await askTimes(200, `/wide@webp/${path}`);

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ headers }) => headers['content-type']))).toEqual(new Set(['image/webp']));
  expect(answers.every(({ bytes }) => bytes.equals(answers[0]?.bytes ?? Buffer.of()))).toBe(true);
  expect(answers.filter(({ headers }) => headers['x-darkroom'] === 'rendered')).toHaveLength(1);
  expect((await timesWritten(path))['wide~webp']).toBe(1);
});

const NAME = 'wide~avif';
/** A copy may be done before anybody sees its lock. */
const TRIES = 5;

/** Has a copy of render killed while it makes a variant; returns the path of that, and what its viewer was answered. */
async function killedInTheMiddle(): Promise<{ path: string; status: number }> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const path = `cdn/killed-${tries}.png`;
    // As a PNG, which can't be decoded in part: long enough to be met at work, and short enough for a machine that is busy
    // with something else, since render gives up on what takes it half of its time.
    await processed(path, await picture(2400, 1800, 24).png({ compressionLevel: 1 }).toBuffer());
    let isDone = false;
    const doomed = ask(`/wide@avif/${path}`).finally(() => (isDone = true));
    await until('its lock, or its end', async () => (isDone || (await isLocked(path)) ? true : null));
    await killFunctions(output('render_function_name'));
    const { status } = await doomed;
    if (status !== 200) return { path, status };
  }
  throw new Error(`Render was done with each of ${TRIES} pictures before it could be killed.`);
}

async function isLocked(path: string): Promise<boolean> {
  const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `locks/${path}/${NAME}` }));
  return KeyCount === 1;
}

test('a function that dies in the middle of a render is replaced by one of those who wait for it', async () => {
  const { path, status } = await killedInTheMiddle();
  const answers = await askTimes(5, `/wide@avif/${path}`);

  expect(status).toBeGreaterThanOrEqual(500);
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
  expect(answers.every(({ bytes }) => bytes.equals(answers[0]?.bytes ?? Buffer.of()))).toBe(true);
  const renders = (await rendersOf(path)).filter(({ message }) => message === 'rendered');
  expect(renders.map(({ counts }) => counts)).toEqual([expect.arrayContaining(['tookOver'])]);
  // The dead one's lock held the others up until its life was over; how long that is, test/unit/render/single-flight tells by its own clock.
  expect(renders[0]?.steps['wait']).toBeGreaterThan(0);
});
