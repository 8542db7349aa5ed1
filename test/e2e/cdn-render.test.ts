import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';

import { urlPathOf } from '../../local/cdn.ts';
import { photograph } from '../support/images/pictures.ts';
import { ask, refusal } from './support/cdn.ts';
import { processed, read, timesWritten, variantNames } from './support/objects.ts';
import { rendersOf } from './support/outcomes.ts';
import { bucket, s3 } from './support/stack.ts';

const PATH = 'cdn/render.jpg';

beforeAll(async () => {
  await processed(PATH, await photograph(1600, 1200, 22));
});

describe('a missing variant', () => {
  test.each([
    ['wide', 'image/jpeg'],
    ['wide~webp', 'image/webp'],
    ['wide~avif', 'image/avif'],
  ])('is made once, stored, and then served by S3: %s', async (name, type) => {
    const first = await ask(urlPathOf(PATH, name));
    const second = await ask(urlPathOf(PATH, name));
    const stored = await read(`variants/${PATH}/${name}`);

    expect([first.status, first.headers['content-type'], first.headers['x-darkroom']]).toEqual([200, type, 'rendered']);
    expect(first.headers['server-timing']).toMatch(
      /(?=.*read;dur=\d)(?=.*lock;dur=\d)(?=.*decode;dur=\d)(?=.*encode;dur=\d)(?=.*store;dur=\d)/,
    );
    expect(await sharp(first.bytes).metadata()).toMatchObject({ width: 600, height: 450 });
    expect(stored?.bytes.equals(first.bytes)).toBe(true);
    expect(second.headers).not.toHaveProperty('x-darkroom');
    expect(second.headers).toMatchObject({ 'content-type': type, vary: 'Accept', etag: first.headers.etag });
    expect(second.headers['cache-control']).toBe(first.headers['cache-control']);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    expect((await timesWritten(PATH))[name]).toBe(1);
  });

  test('has the same bytes, type and metadata as when process made it', async () => {
    for (const name of ['400x300', '400x300~webp', '400x300~avif']) {
      const Key = `variants/${PATH}/${name}`;
      const before = await read(Key);
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      const answer = await ask(urlPathOf(PATH, name));

      expect(answer.headers['x-darkroom']).toBe('rendered');
      expect(answer.bytes.equals(before?.bytes ?? Buffer.of())).toBe(true);
      expect(await read(Key)).toEqual(before);
    }
  });

  test('is redirected to its stored object, if it is too large for a response of render', async () => {
    const path = 'cdn/render-large.png';
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const background = { width: 1700, height: 1700, channels: 3, background: 'grey', noise } as const;
    await processed(path, await sharp({ create: background }).png({ compressionLevel: 1 }).toBuffer());
    const first = await ask(`/large/${path}`);
    const second = await ask(first.headers.location ?? '/');

    expect([first.status, first.headers.location, first.headers['cache-control']]).toEqual([
      302,
      `/large/${path}`,
      'no-store',
    ]);
    expect([second.status, second.headers['content-type']]).toEqual([200, 'image/png']);
    expect(second.bytes.length).toBeGreaterThan(5 * 1024 * 1024);
  });
});

describe('a variant that cannot be made', () => {
  test('of a missing original is a 404 no_original, and leaves nothing behind', async () => {
    const path = 'cdn/nobody.jpg';
    const answer = await ask(`/800x600/${path}`);

    expect(refusal(answer)).toEqual([404, 'no_original']);
    expect(answer.headers['cache-control']).toBe('public, max-age=10, s-maxage=60');
    expect(JSON.parse(answer.bytes.toString())).toMatchObject({ error: 'no_original' });
    expect(await variantNames(path)).toEqual([]);
  });

  test('of a rejected original is a 404 with the reason, without another attempt', async () => {
    const path = 'cdn/letter.jpg';
    await processed(path, Buffer.from('Dear customer, this is not an image.'));
    for (const name of ['800x600', 'wide']) {
      expect(refusal(await ask(`/${name}/${path}`))).toEqual([404, 'not_an_image']);
    }
    expect((await rendersOf(path)).every(({ steps }) => !('decode' in steps))).toBe(true);
    expect(await variantNames(path)).toEqual([]);
  });
});
