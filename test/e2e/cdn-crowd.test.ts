import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { ask, askTimes } from './support/cdn.ts';
import { killFunctions } from './support/functions.ts';
import { processed, timesWritten } from './support/objects.ts';
import { rendersOf } from './support/outcomes.ts';
import { photograph, picture } from './support/pictures.ts';
import { bucket, output, s3 } from './support/stack.ts';
import { until } from './support/until.ts';

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

test('if a function dies while others wait for it, one of them takes over within ten seconds', async () => {
  const path = 'cdn/killed.png';
  const name = 'wide~avif';
  const url = `/wide@avif/${path}`;
  // A PNG, because it cannot be decoded at a reduced scale and keeps the function busy for long enough.
  await processed(path, await picture(5000, 3500, 24).png({ compressionLevel: 1 }).toBuffer());
  const doomed = ask(url);
  await until('the lock', async () => {
    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `locks/${path}/${name}` }));
    return KeyCount === 1 ? true : null;
  });
  await killFunctions(output('render_function_name'));
  const answers = await askTimes(5, url);

  expect((await doomed).status).toBeGreaterThanOrEqual(500);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(answers.every(({ bytes }) => bytes.equals(answers[0]?.bytes ?? Buffer.of()))).toBe(true);
  const renders = (await rendersOf(path)).filter(({ message }) => message === 'rendered');
  expect(renders.map(({ counts }) => counts)).toEqual([expect.arrayContaining(['tookOver'])]);
  expect(renders[0]?.steps['wait']).toBeLessThan(10_000);
});
