import { expect, test } from '@jest/globals';

import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { type Colour, paint, type Pixels, plain, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const FORMATS = { formats: ['webp' as const, 'avif' as const] };
const NAMES = ['p', 'p~webp', 'p~avif'];
const COLOURS: readonly Colour[] = [
  [192, 96, 64],
  [40, 110, 190],
  [120, 120, 120],
  [235, 225, 210],
];
/** Four broad stripes, so that chroma subsampling does not reach their middles. */
const STRIPES = paint(128, 64, (x) => COLOURS[Math.floor(x / 32)] ?? [0, 0, 0]);

async function expectStripes(bytes: Uint8Array, tolerance: number): Promise<void> {
  const { named } = await make(bytes, { p: preset(64, 32, FORMATS) });
  for (const name of NAMES) {
    const picture = await decoded(named(name).bytes);
    COLOURS.forEach((colour, index) => {
      expect(distance(at(picture, 0.125 + index / 4, 0.5), colour.slice(0, 3) as number[])).toBeLessThan(tolerance);
    });
  }
}

test('sRGB keeps its numbers', async () => {
  await expectStripes(await toSharp(STRIPES).png().toBuffer(), 8);
});

test('a profile of its own is converted, 8 bits per channel', async () => {
  await expectStripes(await toSharp(STRIPES).withIccProfile('p3').png().toBuffer(), 8);
});

test('a profile of its own is converted, 16 bits per channel', async () => {
  for (const profile of ['p3', 'srgb']) {
    const deep = toSharp(STRIPES).toColourspace('rgb16').withIccProfile(profile);
    await expectStripes(await deep.png().toBuffer(), 8);
  }
});

test('what lies outside sRGB is clipped to its nearest, not shifted', async () => {
  const red = toSharp(plain(32, 32, [255, 0, 0]))
    .toColourspace('rgb16')
    .withIccProfile('p3');
  const { named } = await make(await red.png().toBuffer(), { p: preset(16, 16) });
  expect(distance(at(await decoded(named('p').bytes), 0.5, 0.5), [255, 0, 0])).toBeLessThan(3);
});

test('16 bits per channel without a profile keep their numbers', async () => {
  await expectStripes(await toSharp(STRIPES).toColourspace('rgb16').png().toBuffer(), 8);
  await expectStripes(await toSharp(STRIPES).toColourspace('rgb16').tiff().toBuffer(), 8);
});

test('CMYK becomes sRGB, by its profile and without one', async () => {
  const cmyk = (pixels: Pixels): ReturnType<typeof toSharp> => toSharp(pixels).toColourspace('cmyk');
  const encode = (pixels: Pixels): Promise<Buffer>[] => [
    cmyk(pixels).withIccProfile('cmyk').jpeg({ quality: 98 }).toBuffer(),
    cmyk(pixels).jpeg({ quality: 98 }).toBuffer(),
  ];
  // Inks reach fewer colours than screens, and the fixture has been through them: hence the tolerance.
  for (const bytes of await Promise.all(encode(STRIPES))) await expectStripes(bytes, 45);
  for (const bytes of await Promise.all(encode(plain(64, 64, [255, 255, 255])))) {
    const { named } = await make(bytes, { p: preset(32, 32) });
    expect(distance(at(await decoded(named('p').bytes), 0.5, 0.5), [255, 255, 255])).toBeLessThan(4);
  }
});

test('greyscale stays grey, 8 and 16 bits', async () => {
  const ramp = paint(128, 64, (x) => [x * 2, x * 2, x * 2]);
  for (const space of ['b-w', 'grey16']) {
    const { named } = await make(await toSharp(ramp).toColourspace(space).png().toBuffer(), {
      p: preset(64, 32, FORMATS),
    });
    for (const name of NAMES) {
      const picture = await decoded(named(name).bytes);
      for (const x of [0.1, 0.5, 0.9])
        expect(distance(at(picture, x, 0.5), [x * 256, x * 256, x * 256])).toBeLessThan(6);
    }
  }
});

test('a palette and one bit per pixel are read as the colours that they stand for', async () => {
  await expectStripes(await toSharp(STRIPES).png({ palette: true, colours: 4 }).toBuffer(), 8);
  const halves = paint(64, 64, (x) => (x < 32 ? [0, 0, 0] : [255, 255, 255]));
  const bits = await toSharp(halves).toColourspace('b-w').png({ palette: true, colours: 2 }).toBuffer();
  const { named } = await make(bits, { p: preset(32, 32) });
  const picture = await decoded(named('p').bytes);
  expect([at(picture, 0.1, 0.5)[0], at(picture, 0.9, 0.5)[0]]).toEqual([0, 255]);
});

test('a profile that leads nowhere is ignored', async () => {
  const cmyk = toSharp(STRIPES).toColourspace('cmyk');
  const tagged = await cmyk.clone().withIccProfile('cmyk').jpeg({ quality: 98 }).toBuffer();
  // The colours that the profile connects to: it can't be linked to another profile then.
  tagged.write('zzzz', tagged.indexOf('ICC_PROFILE') + 14 + 20, 'latin1');
  await expectStripes(tagged, 45);
});

test('a profile that is damaged is ignored', async () => {
  const tagged = await toSharp(STRIPES).withIccProfile('p3').tiff({ compression: 'none' }).toBuffer();
  const profile = tagged.indexOf('mntrRGB XYZ');
  expect(profile).toBeGreaterThan(0);
  tagged.fill(0xff, profile, profile + 200);
  const { image } = await make(tagged, { p: preset(64, 32) });
  expect(image).toMatchObject({ format: 'tiff', width: 128 });
});
