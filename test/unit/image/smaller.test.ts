import { expect, jest, test } from '@jest/globals';

import { make } from '../../support/images/make.ts';
import { paint, photo, plain, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';
import { randomFrom } from '../../support/images/random.ts';

// Encoders are slow where other work competes for the cores.
jest.setTimeout(60_000);

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

test('where the plain variant is smallest, every name holds it', async () => {
  const random = randomFrom(5);
  const noise = paint(64, 64, () => [random() * 255, random() * 255, random() * 255]);
  const bytes = await toSharp(noise).jpeg({ quality: 60 }).toBuffer();
  const quality = { jpeg: 30, webp: 95, avif: 95 };
  const { named } = await make(bytes, { p: preset(64, 64, { ...FORMATS, quality }) });
  for (const name of ['p~webp', 'p~avif']) {
    expect(named(name).contentType).toBe('image/jpeg');
    expect(Buffer.compare(named(name).bytes, named('p').bytes)).toBe(0);
  }
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
