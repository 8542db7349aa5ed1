import { expect, test } from '@jest/globals';
import sharp from 'sharp';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { get, output, put } from './support/example.ts';

test('with every option set, photos are made, and made on request, and manifests are served', async () => {
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

  expect((await get(`${output('url')}/zoom/sea.jpg`)).headers['x-darkroom']).toBe('rendered');
  const manifest = await get(`${output('url')}/manifests/sea.jpg.json`);
  expect(JSON.parse(manifest.bytes.toString())).toMatchObject({ status: 'ready', path: 'sea.jpg' });
});
