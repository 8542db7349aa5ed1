import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { thumbHashToApproximateAspectRatio, thumbHashToRGBA } from 'thumbhash';

import { makeVariants } from '../../../handler/src/image/make.ts';
import { placeholderOf } from '../../../handler/src/image/placeholder.ts';
import type { Placeholder } from '../../../handler/src/image/types.ts';
import { at, distance } from '../../support/images/compare.ts';
import {
  animation,
  type Colour,
  CORNERS,
  paint,
  photo,
  plain,
  quarters,
  toSharp,
} from '../../support/images/pixels.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

const PRESETS = { p: preset(48, 32) };

async function placeholderIn(bytes: Uint8Array): Promise<Placeholder> {
  const { placeholder } = (await makeVariants({ bytes, presets: PRESETS, limits: LIMITS })).image;
  if (placeholder === undefined) throw new Error('There is no placeholder.');
  return placeholder;
}

function shown({ thumbhash }: Placeholder) {
  const { w, h, rgba } = thumbHashToRGBA(Buffer.from(thumbhash, 'base64'));
  return { data: rgba, width: w, height: h, channels: 4 as const };
}

const LOGO = paint(90, 60, (x, y): Colour => (x > 30 && x < 60 && y > 20 && y < 40 ? [200, 30, 60] : [0, 0, 0, 0]), 4);

test('the thumbhash shows the picture upright, in its aspect ratio', async () => {
  // Orientation 6: stored turned, the top left corner at the bottom left.
  const stored = await toSharp(quarters(96, 64)).rotate(270).raw().toBuffer();
  const bytes = await toSharp({ data: stored, width: 64, height: 96, channels: 3 })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 95 })
    .toBuffer();
  const placeholder = await placeholderIn(bytes);
  const picture = shown(placeholder);
  expect(thumbHashToApproximateAspectRatio(Buffer.from(placeholder.thumbhash, 'base64'))).toBeCloseTo(3 / 2, 0);
  expect(picture.width).toBeGreaterThan(picture.height);
  for (const [x, y, colour] of [
    [0.2, 0.2, CORNERS.topLeft],
    [0.8, 0.2, CORNERS.topRight],
    [0.2, 0.8, CORNERS.bottomLeft],
    [0.8, 0.8, CORNERS.bottomRight],
  ] as const) {
    const nearest = Object.values(CORNERS).toSorted(
      (a, b) => distance(at(picture, x, y), a) - distance(at(picture, x, y), b),
    )[0];
    expect(nearest).toEqual(colour);
  }
});

test('the colour is the most frequent one, and the thumbhash keeps what is transparent', async () => {
  const placeholder = await placeholderIn(await toSharp(LOGO).png().toBuffer());
  expect(placeholder.colour).toBe('#cb1e3d');
  const picture = shown(placeholder);
  expect(picture.data.at(3)).toBeLessThan(40);
});

test('the colour is not the average: a sky with a red balloon is blue', async () => {
  const balloon = paint(60, 40, (x, y): Colour => (Math.hypot(x - 30, y - 20) < 14 ? [220, 20, 20] : [90, 150, 230]));
  expect((await placeholderIn(await toSharp(balloon).png().toBuffer())).colour).toBe('#5a96e6');
});

test('an animation has the placeholder of its first frame', async () => {
  const bytes = await animation([plain(30, 20, [9, 90, 200]), plain(30, 20, [200, 90, 9])])
    .webp({ lossless: true })
    .toBuffer();
  const moving = { p: preset(30, 20, { animated: true }) };
  const { image } = await makeVariants({ bytes, presets: moving, limits: LIMITS });
  expect(image.placeholder?.colour).toBe('#095ac8');
});

test('whatever the presets, there is a placeholder, and much the same one', async () => {
  const bytes = await toSharp(photo(400, 300)).jpeg().toBuffer();
  const sets = [PRESETS, { large: preset(400, 300) }, { squashed: preset(64, 64, { fit: 'fill' }) }, {}];
  const made = await Promise.all(sets.map((presets) => makeVariants({ bytes, presets, limits: LIMITS })));
  const [first, ...others] = made.map(({ image }) => image.placeholder && shown(image.placeholder));
  for (const other of others) {
    expect([other?.width, other?.height]).toEqual([first?.width, first?.height]);
    const differences = other?.data.map((value, i) => Math.abs(value - (first?.data[i] ?? 0))) ?? [255];
    expect(Math.max(...differences)).toBeLessThan(32);
  }
});

test('whoever asks for some variants only pays for no placeholder', async () => {
  const bytes = await toSharp(plain(30, 20, [9, 90, 200]))
    .png()
    .toBuffer();
  const { image } = await makeVariants({ bytes, presets: PRESETS, limits: LIMITS, only: ['p'] });
  expect(image).not.toHaveProperty('placeholder');
});

test('of any pixels, the placeholder is small, well-formed and the same every time', () => {
  const raster = fc
    .record({
      width: fc.integer({ min: 1, max: 70 }),
      height: fc.integer({ min: 1, max: 70 }),
      channels: fc.constantFrom(3 as const, 4 as const),
      frames: fc.integer({ min: 1, max: 2 }),
      seed: fc.uint8Array({ minLength: 1, maxLength: 64 }),
    })
    .map(({ seed, ...shape }) => {
      const bytes = shape.width * shape.height * shape.channels * shape.frames;
      return { ...shape, data: Uint8Array.from({ length: bytes }, (_, i) => seed[(i * 7) % seed.length] ?? 0) };
    });
  fc.assert(
    fc.property(raster, (picture) => {
      const placeholder = placeholderOf(picture, picture);
      expect(placeholder.thumbhash).toMatch(/^[\w+/]{10,36}={0,2}$/);
      expect(placeholder.colour).toMatch(/^#[0-9a-f]{6}$/);
      expect(placeholderOf({ ...picture, data: picture.data.slice() }, picture)).toEqual(placeholder);
    }),
    { numRuns: 40 },
  );
});
