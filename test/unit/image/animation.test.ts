import { describe, expect, test } from '@jest/globals';

import { sharp } from '../../../handler/src/image/sharp.ts';
import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { animation, type Colour, paint, plain, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const COLOURS: readonly Colour[] = [
  [200, 40, 40],
  [40, 180, 60],
  [50, 60, 210],
];
const MOVING = animation(COLOURS.map((colour) => plain(120, 90, colour)));
const DELAYS = [40, 200, 120];
const gif = await MOVING.clone().gif({ delay: DELAYS, loop: 3 }).toBuffer();
const webp = await MOVING.clone().webp({ delay: DELAYS, loop: 3, lossless: true }).toBuffer();
const presets = {
  moving: preset(60, 45, { animated: true, formats: ['webp', 'avif'] }),
  still: preset(60, 45, { formats: ['webp', 'avif'] }),
};

describe.each([
  ['gif', gif],
  ['webp', webp],
] as const)('an animated %s', (format, bytes) => {
  test('is kept if the preset enables it: same frames, delays, loops', async () => {
    const { image, named } = await make(bytes, presets);
    expect(image).toMatchObject({ format, width: 120, height: 90, frames: 3 });
    const variant = named('moving');
    expect(variant).toMatchObject({ contentType: 'image/webp', width: 60, height: 45, frames: 3 });
    expect(await sharp(variant.bytes).metadata()).toMatchObject({ pages: 3, delay: DELAYS, loop: 3 });
    const picture = await decoded(variant.bytes);
    expect(picture).toMatchObject({ width: 60, height: 135 });
    COLOURS.forEach((colour, frame) => {
      for (const edge of [0.05, 0.5, 0.95]) {
        expect(distance(at(picture, 0.5, (frame + edge) / 3), colour.slice(0, 3) as number[])).toBeLessThan(12);
      }
    });
  });

  test('is one WebP under each of its names', async () => {
    const { named } = await make(bytes, presets);
    for (const name of ['moving~webp', 'moving~avif']) {
      expect(named(name)).toMatchObject({ contentType: 'image/webp', frames: 3 });
      expect(Buffer.compare(named(name).bytes, named('moving').bytes)).toBe(0);
    }
  });

  test('stands still on its first frame elsewhere', async () => {
    const { named } = await make(bytes, presets);
    expect(named('still').contentType).toBe(format === 'gif' ? 'image/png' : 'image/webp');
    for (const name of ['still', 'still~webp', 'still~avif']) {
      expect(named(name)).toMatchObject({ frames: 1, width: 60, height: 45 });
      const picture = await decoded(named(name).bytes);
      expect(picture).toMatchObject({ width: 60, height: 45 });
      expect(distance(at(picture, 0.5, 0.5), [200, 40, 40])).toBeLessThan(12);
    }
  });

  test('gives a still the same bytes whether or not something moves beside it', async () => {
    const alone = await make(bytes, { still: presets.still });
    const together = await make(bytes, presets);
    expect(Buffer.compare(alone.named('still').bytes, together.named('still').bytes)).toBe(0);
  });
});

test('each frame is cropped, padded and enlarged for itself', async () => {
  const top = (colour: Colour): ReturnType<typeof plain> =>
    paint(120, 90, (_, y) => (y < 20 ? colour : [250, 250, 250]));
  const bytes = await animation(COLOURS.map(top)).gif().toBuffer();
  const { named } = await make(bytes, {
    crop: preset(40, 10, { animated: true, position: 'top' }),
    pad: preset(60, 60, { animated: true, fit: 'contain', background: '#000000' }),
    grow: preset(240, 180, { animated: true, enlarge: true }),
    find: preset(30, 90, { animated: true, position: 'attention' }),
  });
  const [crop, pad, grow] = await Promise.all(['crop', 'pad', 'grow'].map((name) => decoded(named(name).bytes)));
  if (!crop || !pad || !grow) throw new Error('not made');
  expect([crop.height, pad.height, grow.height]).toEqual([30, 180, 540]);
  COLOURS.forEach((colour, frame) => {
    const rgb = colour.slice(0, 3) as number[];
    expect(distance(at(crop, 0.5, (frame + 0.3) / 3), rgb)).toBeLessThan(16);
    expect(distance(at(pad, 0.5, (frame + 0.02) / 3), [0, 0, 0])).toBeLessThan(16);
    expect(distance(at(pad, 0.5, (frame + 0.2) / 3), rgb)).toBeLessThan(24);
    expect(distance(at(grow, 0.5, (frame + 0.1) / 3), rgb)).toBeLessThan(16);
  });
  expect(named('find')).toMatchObject({ width: 30, height: 90, frames: 3 });
});

test('an animation that loops indefinitely still does', async () => {
  const bytes = await MOVING.clone().gif({ delay: DELAYS, loop: 0 }).toBuffer();
  const { named } = await make(bytes, { moving: presets.moving }, ['moving']);
  expect((await sharp(named('moving').bytes).metadata()).loop).toBe(0);
});

test('one frame is a still, regardless of the preset', async () => {
  const bytes = await toSharp(plain(120, 90, [1, 2, 3]))
    .gif()
    .toBuffer();
  const { named } = await make(bytes, presets);
  expect(named('moving')).toMatchObject({ contentType: 'image/png', frames: 1 });
});
