import { expect, test } from '@jest/globals';
import sharp from 'sharp';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { get, output, put } from './support/example.ts';

const url = output('url');

test('the site’s distribution serves its pages, photos made on upload, and photos that render makes', async () => {
  await put(output('bucket'), 'originals/sea.jpg', await photograph(2000, 1500));

  const thumb = await until('the thumbnail', async () => {
    const answer = await get(`${url}/images/thumb/sea.jpg`, { accept: 'image/webp' });
    return answer.status === 200 ? answer : null;
  });
  expect(thumb.headers).toMatchObject({ 'content-type': 'image/webp', vary: 'Accept' });
  expect(await sharp(thumb.bytes).metadata()).toMatchObject({ width: 200, height: 200 });

  const page = await get(`${url}/images/page/sea.jpg`);
  expect([page.status, page.headers['x-darkroom']]).toEqual([200, 'rendered']);
  expect(await sharp(page.bytes).metadata()).toMatchObject({ width: 1600, height: 1200 });
  // Stored by now, so the bucket answers.
  expect((await get(`${url}/images/page/sea.jpg`)).headers['x-darkroom']).toBeUndefined();

  const index = await get(`${url}/index.html`);
  expect([index.status, index.bytes.toString()]).toEqual([200, expect.stringContaining('/images/thumb/sea.jpg')]);
});

test('what is not below the path, or no preset, is not made', async () => {
  expect((await get(`${url}/images/huge/sea.jpg`)).status).toBe(404);
  expect((await get(`${url}/thumb/sea.jpg`)).status).toBe(403);
  expect((await get(`${url}/images/page/none.jpg`)).headers['x-darkroom-error']).toBe('no_original');
});
