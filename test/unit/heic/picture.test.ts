import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { sharp } from '../../../handler/src/image/sharp.ts';
import { box } from '../../support/bombs/avif.ts';
import { u32 } from '../../support/bombs/bytes.ts';
import { heif } from '../../support/bombs/heif.ts';
import {
  BLOCK,
  type Blocks,
  codedPiece,
  heic,
  imir,
  irot,
  nclx,
  SRGB,
  tiled,
  yCbCr,
} from '../../support/images/heic.ts';
import { expectNear, middles, raster } from '../../support/images/heic-raster.ts';
import type { Coding } from '../../support/images/hevc.ts';
import { type Colour, CORNERS } from '../../support/images/pixels.ts';

type Rgb = readonly [number, number, number];

const COLOURS: readonly Rgb[] = [
  [230, 20, 30],
  [30, 210, 40],
  [20, 40, 220],
  [128, 128, 128],
  [255, 255, 255],
  [0, 0, 0],
];
const colourOf = (column: number, row: number): Rgb => COLOURS[(column + 3 * row) % 6] ?? [0, 0, 0];
const blocks = (columns: number, rows: number): Blocks => ({
  columns,
  rows,
  colourAt: (column, row) => yCbCr(colourOf(column, row)),
});
/** Tile of `side` × `side` blocks of one large picture. */
const part = (side: number, left: number, top: number): Blocks => ({
  columns: side,
  rows: side,
  colourAt: (column, row) => yCbCr(colourOf(left * side + column, top * side + row)),
});

describe('an HEIC', () => {
  test.each([
    ['4:2:0 with 8 bits', { chroma: 1 as const }],
    ['4:4:4 with 8 bits', { chroma: 3 as const }],
    ['4:2:0 with parts of blocks cut off', { cut: [4, 6] as const }],
  ])('in %s has the colours that it was coded with', async (_what, coding: Coding) => {
    const made = await raster(heic(blocks(3, 2), [SRGB], coding));
    const [right, bottom] = coding.cut ?? [0, 0];
    expect(made).toMatchObject({ width: 48 - right, height: 32 - bottom, channels: 3 });
    expectNear(middles(made), COLOURS);
  });

  test('with 10 bits is rounded to 8', async () => {
    const deep: Blocks = {
      ...blocks(3, 2),
      colourAt: (column, row) => {
        const [y, cb, cr] = yCbCr(colourOf(column, row));
        return [4 * y, 4 * cb, 4 * cr];
      },
    };
    expectNear(middles(await raster(heic(deep, [SRGB], { depth: 10 }))), COLOURS);
  });

  test.each([
    ['full', true, [16, 128, 235]],
    ['limited', false, [0, 130, 255]],
  ])('of one band in %s range is grey', async (_what, isFull, expected) => {
    const grey: Blocks = { columns: 3, rows: 1, colourAt: (column) => [[16, 128, 235][column] ?? 0, 0, 0] };
    const made = await raster(heic(grey, [nclx(1, 13, 6, isFull)], { chroma: 0 }));
    expectNear(
      middles(made),
      expected.map((value) => [value, value, value]),
    );
  });

  test('in tiles is, byte for byte, what it is in one piece, whatever reaches beyond it', async () => {
    const kinds = fc.record({
      side: fc.integer({ min: 1, max: 3 }),
      columns: fc.integer({ min: 1, max: 4 }),
      rows: fc.integer({ min: 1, max: 3 }),
      beyond: fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 })),
    });
    await fc.assert(
      fc.asyncProperty(kinds, async ({ side, columns, rows, beyond: [right, bottom] }) => {
        const cut = [2 * right, 2 * bottom] as const;
        const size = [columns * side * BLOCK - cut[0], rows * side * BLOCK - cut[1]] as const;
        const grid = tiled([columns, rows], size, (left, top) => codedPiece(part(side, left, top), [SRGB]));
        const [inTiles, inOne] = [
          await raster(grid),
          await raster(heic(blocks(columns * side, rows * side), [SRGB], { cut })),
        ];
        expect(inTiles).toMatchObject({ width: size[0], height: size[1] });
        expect(Buffer.compare(inTiles.data, inOne.data)).toBe(0);
      }),
      { numRuns: 12 },
    );
  });
});

describe('an HEIC is turned', () => {
  const four: Blocks = {
    columns: 2,
    rows: 2,
    colourAt: (column, row) => yCbCr(Object.values(CORNERS)[column + 2 * row] ?? [0, 0, 0]),
  };
  const names = ['red', 'green', 'blue', 'yellow'];

  test.each([
    ['not at all', [], 'red green blue yellow'],
    ['to the left', [irot(1)], 'green yellow red blue'],
    ['upside down', [irot(2)], 'yellow blue green red'],
    ['to the right', [irot(3)], 'blue red yellow green'],
    ['as in a mirror', [imir(1)], 'green red yellow blue'],
    ['as in water', [imir(0)], 'blue yellow red green'],
    ['to the left, then as in a mirror', [irot(1), imir(1)], 'yellow green blue red'],
  ])('%s, as its properties say and whatever its Exif says', async (_how, properties, expected) => {
    const exif = Buffer.from('000000004d4d002a0000000800010112000300000001000600000000', 'hex');
    const bytes = heif([codedPiece(four, [SRGB, ...properties]), { type: 'Exif', data: exif }], { brand: 'heic' });
    const found = middles(await raster(bytes)).map((colour) =>
      Object.values(CORNERS).findIndex((corner) =>
        corner.every((value, band) => Math.abs(value - (colour[band] ?? 0)) < 4),
      ),
    );
    expect(found.map((at) => names[at]).join(' ')).toBe(expected);
  });

  test('after it is cropped', async () => {
    const half = {
      columns: 1,
      rows: 2,
      colourAt: (left: number) => (_: number, row: number) => four.colourAt(left, row),
    };
    // The right half.
    const clap = box('clap', u32(16), u32(1), u32(32), u32(1), u32(8), u32(1), u32(0), u32(1));
    const made = await raster(heic(four, [SRGB, clap, irot(1)]));
    expect(made).toMatchObject({ width: 32, height: 16 });
    expectNear(middles(made), [CORNERS.topRight, CORNERS.bottomRight]);
    const grid = tiled([2, 1], [32, 32], (left) => codedPiece({ ...half, colourAt: half.colourAt(left) }), [
      SRGB,
      clap,
      irot(1),
    ]);
    expectNear(middles(await raster(grid)), [CORNERS.topRight, CORNERS.bottomRight]);
  });
});

describe('the alpha channel of an HEIC', () => {
  const alpha: Blocks = { columns: 3, rows: 2, colourAt: (column, row) => [40 * (column + 3 * row), 128, 128] };
  const transparencies = COLOURS.map((colour, at): Colour => [...colour, 40 * at]);

  test.each([
    ['one band', 0 as const],
    ['three', 1 as const],
  ])('may be coded as %s', async (_what, chroma) => {
    const full = nclx(1, 13, 6);
    const bytes = heif([codedPiece(blocks(3, 2), [SRGB]), { ...codedPiece(alpha, [full], { chroma }), alphaOf: 1 }], {
      brand: 'heic',
    });
    const made = await raster(bytes);
    expect(made.channels).toBe(4);
    expect(middles(made).map((pixel) => pixel[3])).toEqual(transparencies.map((pixel) => pixel[3]));
    // What is hardly there may be rounded.
    expectNear(middles(made).slice(1), transparencies.slice(1), 4);
  });

  test.each([0 as const, 1 as const])(
    'is expanded where it is coded in limited range (chroma format %d)',
    async (chroma) => {
      const limited: Blocks = { columns: 3, rows: 2, colourAt: (column) => [[16, 126, 235][column] ?? 0, 128, 128] };
      const bytes = heif(
        [codedPiece(blocks(3, 2), [SRGB]), { ...codedPiece(limited, [nclx(1, 13, 6, false)], { chroma }), alphaOf: 1 }],
        { brand: 'heic' },
      );
      const found = middles(await raster(bytes)).map((pixel) => [pixel[3] ?? 0]);
      expectNear(
        found,
        [0, 128, 255, 0, 128, 255].map((value) => [value, 0, 0]),
        1,
      );
    },
  );

  test('turns with the picture', async () => {
    const bytes = heif(
      [
        codedPiece(blocks(3, 2), [SRGB, irot(2)]),
        { ...codedPiece(alpha, [nclx(1, 13, 6)], { chroma: 0 }), alphaOf: 1 },
      ],
      { brand: 'heic' },
    );
    expect(middles(await raster(bytes)).map((pixel) => pixel[3])).toEqual([200, 160, 120, 80, 40, 0]);
  });
});

describe('colours of an HEIC', () => {
  const MUTED: readonly Rgb[] = [
    [150, 90, 80],
    [90, 150, 100],
    [80, 90, 140],
  ];
  /** The same numbers in Display P3, as sRGB: by the matrices of W3C CSS Color 4, section 18, rounded. */
  const IN_P3: readonly Rgb[] = [
    [160, 86, 77],
    [67, 152, 95],
    [78, 90, 144],
  ];
  const muted: Blocks = { columns: 3, rows: 1, colourAt: (column) => yCbCr(MUTED[column] ?? [0, 0, 0]) };

  test('are converted by its ICC profile, whatever its code points say', async () => {
    const pixels = Buffer.concat(MUTED.map((colour) => Buffer.from(colour)));
    const png = await sharp(pixels, { raw: { width: 3, height: 1, channels: 3 } })
      .withIccProfile('p3', { attach: true })
      .png()
      .toBuffer();
    const { icc } = await sharp(png).metadata();
    if (icc === undefined) throw new Error('The PNG has no profile.');
    expectNear(middles(await raster(heic(muted, [SRGB, box('colr', 'prof', icc)]))), IN_P3);
    expectNear(middles(await raster(heic(muted))), MUTED);
  });

  test('are converted by code points, to the same as by a profile', async () => {
    expectNear(middles(await raster(heic(muted, [nclx(12, 13, 6)]))), IN_P3);
  });
});
