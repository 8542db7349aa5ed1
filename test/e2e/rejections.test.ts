import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';

import { photograph } from '../support/images/pictures.ts';
import { manifestOf, processed, upload, variantNames } from './support/objects.ts';
import { outcomesOf } from './support/outcomes.ts';
import { deadLetters, drained } from './support/queues.ts';

const broken = async (): Promise<Buffer> => (await photograph(800, 600, 11)).subarray(0, 2000);
/** 144 megapixels in a file of half a megabyte. */
const bomb = (): Promise<Buffer> =>
  sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: 'red' } })
    .png()
    .toBuffer();

describe('an original that can never be processed', () => {
  test('is rejected with a reason, is not retried, and reaches no dead-letter queue', async () => {
    const path = 'rejected/letter.jpg';
    const manifest = await processed(path, Buffer.from('Dear customer, this is not an image.'));
    await drained();

    expect(manifest).toMatchObject({
      status: 'rejected',
      variants: [],
      rejection: { code: 'not_an_image', message: expect.stringContaining('not an image') },
    });
    expect((await outcomesOf(path)).map(({ message, receives }) => [message, receives])).toEqual([['rejected', 1]]);
    expect(await deadLetters()).toBe(0);
  });

  test('is rejected with its code: empty, truncated, too many pixels, an unsupported format', async () => {
    const expected = {
      'rejected/empty.jpg': [Buffer.of(), 'empty'],
      'rejected/cut-off.jpg': [await broken(), 'corrupt'],
      'rejected/bomb.png': [await bomb(), 'too_many_pixels'],
      'rejected/drawing.svg': [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unsupported_format'],
    } as const;
    for (const [path, [bytes, code]] of Object.entries(expected)) {
      expect([path, await processed(path, bytes)]).toMatchObject([path, { status: 'rejected', rejection: { code } }]);
    }
  });

  test('does not affect concurrent uploads', async () => {
    const good = ['a', 'b', 'c', 'd'].map((name) => `rejected/good-${name}.jpg`);
    const bad = ['a', 'b', 'c', 'd'].map((name) => `rejected/bad-${name}.jpg`);
    const [goodBytes, badBytes] = [await photograph(800, 600, 12), await broken()];
    const uploads = good.flatMap((path, index) => [
      { path: bad[index] ?? '', bytes: badBytes, status: 'rejected' },
      { path, bytes: goodBytes, status: 'ready' },
    ]);

    const versions = await Promise.all(uploads.map(({ path, bytes }) => upload(path, bytes)));
    const manifests = await Promise.all(uploads.map(({ path }, index) => manifestOf(path, versions[index] ?? '')));
    await drained();

    expect(manifests.map(({ status }) => status)).toEqual(uploads.map(({ status }) => status));
    for (const path of good) expect(await variantNames(path)).toHaveLength(9);
    for (const path of bad) expect(await variantNames(path)).toEqual([]);
    expect(await deadLetters()).toBe(0);
  });
});
