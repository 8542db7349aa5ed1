import { describe, expect, test } from '@jest/globals';

import { box } from '../../support/bombs/avif.ts';
import { u32 } from '../../support/bombs/bytes.ts';
import { heif } from '../../support/bombs/heif.ts';
import { codedBand, codedItem } from '../../support/images/avif-items.ts';
import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { CORNERS, paint, quarters } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const [WIDTH, HEIGHT] = [32, 16];
const irot = (turns: number): Buffer => box('irot', [turns]);
const imir = (axis: number): Buffer => box('imir', [axis]);
const clap = (width: number, height: number, right: number, down: number): Buffer =>
  box('clap', u32(width), u32(1), u32(height), u32(1), u32(right >>> 0), u32(1), u32(down >>> 0), u32(1));

/** Red, green, blue and yellow quarters, of which the red one, at the top left, is transparent. */
async function picture(colour: readonly Buffer[], alpha: readonly Buffer[]): Promise<Buffer> {
  const mask = paint(WIDTH, HEIGHT, (x, y) => [x < WIDTH / 2 && y < HEIGHT / 2 ? 0 : 255, 0, 0]);
  const band = mask.data.filter((_, index) => index % 3 === 0);
  const [own, other] = [await codedItem(quarters(WIDTH, HEIGHT)), await codedBand(band, WIDTH, HEIGHT)];
  const size = [WIDTH, HEIGHT] as const;
  return heif([
    { type: 'av01', data: own.data, size, properties: [own.configuration, ...colour] },
    { type: 'av01', data: other.data, size, properties: [other.configuration, ...alpha], alphaOf: 1 },
  ]);
}

/** Which corner of the stored picture is shown at each corner, row by row: `-` where it is transparent. */
async function cornersOf(bytes: Uint8Array): Promise<string> {
  const { named } = await make(bytes, { p: preset(64, null) });
  const shown = await decoded(named('p').bytes);
  const names = { '-': CORNERS.topLeft, g: CORNERS.topRight, b: CORNERS.bottomLeft, y: CORNERS.bottomRight };
  return [0.2, 0.8]
    .flatMap((y) => [0.2, 0.8].map((x) => at(shown, x, y)))
    .map((pixel) => {
      if ((pixel[3] ?? 255) < 20) return '-';
      return Object.entries(names).find(([, colour]) => distance(pixel, colour) < 40)?.[0] ?? '?';
    })
    .join('');
}

describe('the alpha channel of an AVIF turns with its colours', () => {
  test.each([
    ['not at all', [], '-gby'],
    ['by 90° anticlockwise', [irot(1)], 'gy-b'],
    ['by 180°', [irot(2)], 'ybg-'],
    ['by 270°', [irot(3)], 'b-yg'],
    ['top to bottom', [imir(0)], 'by-g'],
    ['left to right', [imir(1)], 'g-yb'],
    ['by 90° and then top to bottom', [irot(1), imir(0)], '-bgy'],
    ['by 90° and then left to right', [irot(1), imir(1)], 'ygb-'],
  ])('%s', async (_how, turns, expected) => {
    // Whether both state it, or only the picture.
    expect(await cornersOf(await picture(turns, turns))).toBe(expected);
    expect(await cornersOf(await picture(turns, []))).toBe(expected);
  });

  test('and is not turned if only itself says so', async () => {
    expect(await cornersOf(await picture([], [irot(1)]))).toBe('-gby');
  });
});

test('the alpha channel of an AVIF is cropped with its colours', async () => {
  // The right half: 16 pixels whose centre is 8 to the right.
  const bytes = await picture([clap(16, 16, 8, 0)], []);
  const { image, named } = await make(bytes, { p: preset(64, null) });
  expect(image).toMatchObject({ width: 16, height: 16 });
  const shown = await decoded(named('p').bytes);
  expect(distance(at(shown, 0.3, 0.2), CORNERS.topRight)).toBeLessThan(30);
  expect(distance(at(shown, 0.3, 0.8), CORNERS.bottomRight)).toBeLessThan(30);
});

test('a crop that lies outside of the picture is damage', async () => {
  await expect(make(await picture([clap(16, 16, 20, 0)], []), { p: preset(8, 8) })).rejects.toMatchObject({
    code: 'corrupt',
  });
});
