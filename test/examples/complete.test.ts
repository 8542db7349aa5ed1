import { expect, test } from '@jest/globals';
import sharp, { type Region } from 'sharp';

import { greyDifference } from '../support/images/difference.ts';
import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { get, output, put } from './support/example.ts';

/** How much two pictures differ in a part of their 1600 × 1200 pixels, on average, of 255. */
const difference = (one: Buffer, other: Buffer, part: Region): Promise<number> =>
  greyDifference([sharp(one).resize(1600), sharp(other).resize(1600)], part);

test('with every option set, photos are made with their mark and credit, and made on request, and manifests are served', async () => {
  await put(output('bucket'), 'uploads/sea.jpg', await photograph(2000, 1500));

  const thumb = await until('the thumbnail', async () => {
    const answer = await get(`${output('url')}/thumb/sea.jpg`);
    return answer.status === 200 ? answer : null;
  });
  expect(await sharp(thumb.bytes).metadata()).toMatchObject({ width: 200, height: 200 });
  expect(thumb.headers).toMatchObject({
    'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
    'access-control-allow-origin': 'https://www.example.com',
    'cross-origin-resource-policy': 'cross-origin',
  });

  const [page, zoom] = [await get(`${output('url')}/page/sea.jpg`), await get(`${output('url')}/zoom/sea.jpg`)];
  expect(zoom.headers['x-darkroom']).toBe('rendered');
  // Of 1600 × 1200: a fifth of the width, and 4 % of the height from the corner.
  expect(await difference(page.bytes, zoom.bytes, { left: 1232, top: 1045, width: 320, height: 107 })).toBeGreaterThan(
    15,
  );
  expect(await difference(page.bytes, zoom.bytes, { left: 0, top: 0, width: 1600, height: 900 })).toBeLessThan(8);
  expect((await sharp(page.bytes).metadata()).xmpAsString).toMatch(/<photoshop:Credit[^>]*>Gallery</);

  const manifest = await get(`${output('url')}/manifests/sea.jpg.json`);
  expect(JSON.parse(manifest.bytes.toString())).toMatchObject({ status: 'ready', path: 'sea.jpg' });
});
