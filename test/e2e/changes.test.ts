import { describe, expect, test } from '@jest/globals';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import {
  manifestOf,
  processed,
  read,
  readManifest,
  remove,
  timesWritten,
  upload,
  variantNames,
} from './support/objects.ts';

const gone = (path: string): Promise<true> =>
  until(`${path} to be gone`, async () => {
    const [names, manifest] = await Promise.all([variantNames(path), readManifest(path)]);
    return names.length === 0 && manifest === null ? true : null;
  });

const bytesOf = async (path: string): Promise<Buffer | undefined> => (await read(`variants/${path}/400x300`))?.bytes;

describe('an original that changes', () => {
  test('is replaced: its variants are those of the new original', async () => {
    const path = 'changes/replaced.jpg';
    await processed(path, await photograph(640, 480, 1));
    const old = await bytesOf(path);
    const manifest = await processed(path, await photograph(480, 640, 2));

    expect(manifest).toMatchObject({ status: 'ready', image: { width: 480, height: 640 } });
    expect(await bytesOf(path)).not.toEqual(old);
    expect(await variantNames(path)).toHaveLength(9);
  });

  test('is replaced while it is being processed: the newer original wins', async () => {
    const path = 'changes/hurried.jpg';
    const [large, small] = [await photograph(3000, 2000, 3), await photograph(640, 480, 4)];
    await upload(path, large);
    const manifest = await manifestOf(path, await upload(path, small));

    expect(manifest).toMatchObject({ status: 'ready', image: { width: 640, height: 480 } });
    await processed('changes/alone.jpg', small);
    expect(await bytesOf(path)).toEqual(await bytesOf('changes/alone.jpg'));
  });

  test('is uploaded again unchanged: nothing is transformed again', async () => {
    const path = 'changes/same.jpg';
    const bytes = await photograph(640, 480, 5);
    await processed(path, bytes);
    await processed(path, bytes);

    expect(new Set(Object.values(await timesWritten(path)))).toEqual(new Set([1]));
  });

  test('is replaced by a file that is not an image: the variants of the valid one are removed', async () => {
    const path = 'changes/spoilt.jpg';
    await processed(path, await photograph(640, 480, 6));
    const manifest = await processed(path, Buffer.from('not an image any more'));

    expect(manifest).toMatchObject({ status: 'rejected', rejection: { code: 'not_an_image' } });
    expect(await variantNames(path)).toEqual([]);
  });

  test('is deleted: variants and manifest are removed; its delete marker is deleted: they return', async () => {
    const path = 'changes/restored.jpg';
    const bytes = await photograph(640, 480, 7);
    const version = await upload(path, bytes);
    await manifestOf(path, version);
    const before = await bytesOf(path);

    const marker = await remove(path);
    await gone(path);

    await remove(path, marker);
    expect(await manifestOf(path, version)).toMatchObject({ status: 'ready' });
    expect(await bytesOf(path)).toEqual(before);
  });
});
