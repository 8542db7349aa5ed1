import { expect, test } from '@jest/globals';
import sharp from 'sharp';

import { type Encoded, unlessSmaller } from '../../../handler/src/image/encode/encoded.ts';
import { make } from '../../support/images/make.ts';
import { paint, photo, plain, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';
import { randomFrom } from '../../support/images/random.ts';

const FORMATS = { formats: ['webp' as const, 'avif' as const] };

test('a photograph gets smaller from plain to WebP to AVIF', async () => {
  const bytes = await toSharp(photo(600, 450)).jpeg({ quality: 95 }).toBuffer();
  const { named } = await make(bytes, { p: preset(300, 225, FORMATS) });
  expect(['p', 'p~webp', 'p~avif'].map((name) => named(name).contentType)).toEqual([
    'image/jpeg',
    'image/webp',
    'image/avif',
  ]);
  expect(named('p~webp').bytes.length).toBeLessThan(named('p').bytes.length);
  expect(named('p~avif').bytes.length).toBeLessThan(named('p~webp').bytes.length);
});

test('where AVIF is larger, its name holds the WebP', async () => {
  const bytes = await toSharp(plain(40, 40, [90, 120, 30]))
    .png()
    .toBuffer();
  const { named } = await make(bytes, { p: preset(20, 20, FORMATS) });
  expect(named('p~avif').contentType).toBe('image/webp');
  expect(Buffer.compare(named('p~avif').bytes, named('p~webp').bytes)).toBe(0);
});

/** Pure noise, of which a JPEG of low quality is much smaller than WebP and AVIF of high quality. */
const noise = (): Buffer => {
  const random = randomFrom(5);
  return Buffer.from(paint(64, 64, () => [random() * 255, random() * 255, random() * 255]).data);
};
const noisy = () => sharp(noise(), { raw: { width: 64, height: 64, channels: 3 } });

test('where the plain variant is clearly smaller, every name holds it', async () => {
  const quality = { jpeg: 30, webp: 95, avif: 95 };
  const { named } = await make(await noisy().tiff().toBuffer(), { p: preset(64, 64, { ...FORMATS, quality }) });
  for (const name of ['p~webp', 'p~avif']) {
    expect(named(name).contentType).toBe('image/jpeg');
    expect(Buffer.compare(named(name).bytes, named('p').bytes)).toBe(0);
  }
});

test('a little smaller is no reason to store another quality than that of the format', async () => {
  const bytes = await noisy().tiff().toBuffer();
  for (let jpeg = 30; jpeg <= 95; jpeg += 5) {
    const { named } = await make(bytes, { p: preset(64, 64, { formats: ['webp'], quality: { jpeg, webp: 80 } }) });
    const own = await noisy().webp({ quality: 80, effort: 4 }).toBuffer();
    const expected = named('p').bytes.length < 0.85 * own.length ? 'image/jpeg' : 'image/webp';
    expect({ jpeg, contentType: named('p~webp').contentType }).toEqual({ jpeg, contentType: expected });
  }
});

test('the plain variant of a graphic loses nothing, and so takes the place of whatever is larger', () => {
  const encoded = (contentType: 'image/png' | 'image/jpeg' | 'image/webp', length: number): Encoded => ({
    contentType,
    frames: 1,
    bytes: new Uint8Array(length),
  });
  const own = encoded('image/webp', 100);
  expect(unlessSmaller(own, encoded('image/png', 99)).contentType).toBe('image/png');
  expect(unlessSmaller(own, encoded('image/png', 100)).contentType).toBe('image/webp');
  expect(unlessSmaller(own, encoded('image/jpeg', 85)).contentType).toBe('image/webp');
  expect(unlessSmaller(own, encoded('image/jpeg', 84), encoded('image/png', 90)).bytes).toHaveLength(84);
});

test('a variant of a JPEG costs its own encode only: nothing is encoded to be compared', async () => {
  const runs = async (bytes: Uint8Array, only: string): Promise<number> => {
    let changes = 0;
    const count = () => (changes += 1);
    sharp.queue.on('change', count);
    await make(bytes, { p: preset(256, 192, FORMATS) }, [only]);
    sharp.queue.off('change', count);
    return changes;
  };
  const [jpeg, png] = await Promise.all([
    toSharp(photo(300, 225)).jpeg().toBuffer(),
    toSharp(photo(300, 225)).png().toBuffer(),
  ]);
  const plainRuns = await runs(jpeg, 'p');
  expect(await runs(jpeg, 'p~webp')).toBe(plainRuns);
  expect(await runs(jpeg, 'p~avif')).toBe(plainRuns);
  expect(await runs(png, 'p~avif')).toBeGreaterThan(plainRuns);
});

test('of a JPEG, each name holds its own format, even where noise makes it larger', async () => {
  const quality = { jpeg: 30, webp: 95 };
  const { named } = await make(await noisy().jpeg({ quality: 60 }).toBuffer(), {
    p: preset(64, 64, { formats: ['webp'], quality }),
  });
  expect(named('p~webp').contentType).toBe('image/webp');
});

test('AVIF is compared with WebP even where the preset offers none', async () => {
  const bytes = await toSharp(plain(40, 40, [90, 120, 30]))
    .png()
    .toBuffer();
  const { named } = await make(bytes, { p: preset(20, 20, { formats: ['avif'] }) });
  expect(named('p~avif').contentType).toBe('image/webp');
});

test.each([
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['tiff', 'image/jpeg'],
  ['gif', 'image/jpeg'],
  ['avif', 'image/jpeg'],
] as const)('the plain variant of a %s photograph is %s', async (format, contentType) => {
  const bytes = await toSharp(photo(160, 120)).toFormat(format).toBuffer();
  const { image, named } = await make(bytes, { p: preset(80, 60) });
  expect(image.format).toBe(format);
  expect(named('p').contentType).toBe(contentType);
});

test('a quality of its own overrides the default, in each format', async () => {
  const bytes = await toSharp(photo(320, 240)).png().toBuffer();
  const quality = { png: 40, webp: 30, avif: 30 };
  const { named } = await make(bytes, { d: preset(160, 120, FORMATS), q: preset(160, 120, { ...FORMATS, quality }) });
  for (const format of ['', '~webp', '~avif']) {
    expect(named(`q${format}`).bytes.length).toBeLessThan(0.8 * named(`d${format}`).bytes.length);
  }
  const jpeg = await toSharp(photo(320, 240)).jpeg({ quality: 95 }).toBuffer();
  const low = await make(jpeg, { d: preset(160, 120), q: preset(160, 120, { quality: { jpeg: 40 } }) });
  expect(low.named('q').bytes.length).toBeLessThan(0.8 * low.named('d').bytes.length);
});
