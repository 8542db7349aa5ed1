import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { Rejection } from '../../../handler/src/errors.ts';
import { makeVariants } from '../../../handler/src/image/make.ts';
import { layOver, placesOf, sizeIn } from '../../../handler/src/image/overlay.ts';
import type { Raster } from '../../../handler/src/image/raster.ts';
import { type Overlay, OVERLAY_DEFAULTS, OVERLAY_POSITIONS } from '../../../handler/src/overlays.ts';
import type { Preset } from '../../../handler/src/presets.ts';
import { at, decoded, distance } from '../../support/images/compare.ts';
import { animation, plain, toRaster, toSharp } from '../../support/images/pixels.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

const RED = [200, 30, 30] as const;
const BLUE = [20, 20, 220] as const;
const GREY = [128, 128, 128] as const;
const look = (rest: Partial<Overlay> = {}) => ({ ...OVERLAY_DEFAULTS, ...rest });
const whole = ({ width, height }: Raster) => ({ left: 0, top: 0, width, height });

describe('the size of a mark', () => {
  const side = fc.integer({ min: 1, max: 3000 });
  const sizes = fc.record({ width: side, height: side });

  test('keeps its aspect ratio, fits in its share of both sides, and is never more than its own', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.integer({ min: 1, max: 100 }), (picture, mark, percent) => {
        const { width, height } = sizeIn(picture, mark, percent);
        expect(width).toBeLessThanOrEqual(
          Math.min(mark.width, Math.max(1, Math.round((picture.width * percent) / 100))),
        );
        expect(height).toBeLessThanOrEqual(
          Math.min(mark.height, Math.max(1, Math.round((picture.height * percent) / 100))),
        );
        if (width > 1 && height > 1) {
          expect(Math.abs(width / mark.width - height / mark.height)).toBeLessThanOrEqual(
            1 / mark.width + 1 / mark.height,
          );
        }
      }),
    );
  });
});

describe('the place of a mark', () => {
  const picture = { left: 10, top: 20, width: 100, height: 80 };
  const mark = { width: 20, height: 10 };

  test.each([
    ['right bottom', [{ left: 82, top: 82 }]],
    ['left top', [{ left: 18, top: 28 }]],
    ['centre', [{ left: 50, top: 55 }]],
    ['top', [{ left: 50, top: 28 }]],
  ] as const)('%s is within the picture, a margin from its edge', (position, places) => {
    expect(placesOf(picture, mark, look({ position, margin: 10 }))).toEqual(places);
  });

  test('is within the picture even where it has no room for the margin', () => {
    for (const position of OVERLAY_POSITIONS) {
      expect(placesOf(picture, { width: 99, height: 80 }, look({ position, margin: 50 }))[0]?.top).toBe(20);
    }
  });

  test('of tiles leaves no room for another, and none overlaps another', () => {
    const side = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(side, side, side, side, fc.nat(50), fc.constantFrom(...OVERLAY_POSITIONS), (...given) => {
        const [width, height, w, h, margin, position] = given;
        const tile = { width: Math.min(w, width), height: Math.min(h, height) };
        const area = { left: 3, top: 5, width, height };
        const gap = Math.round((Math.min(width, height) * margin) / 100);
        const places = placesOf(area, tile, look({ position, margin, tile: true }));
        const lefts = [...new Set(places.map(({ left }) => left))];
        expect(Math.min(...lefts)).toBeLessThanOrEqual(3);
        expect(Math.max(...lefts) + tile.width + gap).toBeGreaterThanOrEqual(3 + width);
        lefts.slice(1).forEach((left, index) => {
          expect(left - (lefts[index] ?? 0)).toBe(tile.width + gap);
        });
      }),
    );
  });
});

describe('a mark on pixels', () => {
  const opaque = toRaster(plain(10, 10, [...RED]));

  test('covers by its transparency and its opacity, and adds none to a picture without any', async () => {
    const half = toRaster(plain(4, 4, [...BLUE, 128]));
    const { channels, data } = await layOver(
      opaque,
      whole(opaque),
      look({ position: 'left top', size: 100, margin: 0 }),
      half,
    );
    expect(channels).toBe(3);
    expect(distance([...data.subarray(0, 3)], [110, 25, 125])).toBeLessThanOrEqual(1);
    expect([...data.subarray(-3)]).toEqual([...RED]);
    const faint = await layOver(
      opaque,
      whole(opaque),
      look({ position: 'left top', margin: 0, opacity: 50 }),
      toRaster(plain(2, 2, [...BLUE])),
    );
    expect(distance([...faint.data.subarray(0, 3)], [110, 25, 125])).toBeLessThanOrEqual(1);
  });

  test('is seen as it is where the picture is transparent', async () => {
    const clear = toRaster(plain(8, 8, [255, 255, 255, 0]));
    const { data } = await layOver(
      clear,
      whole(clear),
      look({ position: 'left top', margin: 0, opacity: 60 }),
      toRaster(plain(2, 2, [...BLUE])),
    );
    expect([...data.subarray(0, 4)]).toEqual([...BLUE, 153]);
    expect([...data.subarray(-4)]).toEqual([255, 255, 255, 0]);
  });

  test('stays within the picture, and leaves what it was laid on as it was', async () => {
    const area = { left: 2, top: 3, width: 5, height: 4 };
    const tiled = await layOver(
      opaque,
      area,
      look({ size: 40, margin: 0, tile: true }),
      toRaster(plain(9, 9, [...BLUE])),
    );
    for (let y = 0; y < 10; y++) {
      for (let x = 0; x < 10; x++) {
        const inside = x >= 2 && x < 7 && y >= 3 && y < 7;
        expect([...tiled.data.subarray((y * 10 + x) * 3, (y * 10 + x) * 3 + 3)]).toEqual(inside ? [...BLUE] : [...RED]);
      }
    }
    expect(opaque).toEqual(toRaster(plain(10, 10, [...RED])));
  });
});

describe('a preset with an overlay', () => {
  let png: Uint8Array;
  let overlay: Overlay;
  beforeAll(async () => {
    png = new Uint8Array(
      await toSharp(plain(40, 20, [...BLUE]))
        .png()
        .toBuffer(),
    );
    overlay = look({ sha256: sha256(png) }) as Overlay;
  });
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const made = async (bytes: Uint8Array, rest: Partial<Preset>, changed: Partial<Overlay> = {}) => {
    const presets = { p: preset(64, 48, { overlay: { ...overlay, ...changed }, ...rest }) };
    return (await makeVariants({ bytes, presets, limits: LIMITS, overlays: { [overlay.sha256]: png } })).variants;
  };

  test('has the mark in every format, at the edge of the picture, which is as large as without it', async () => {
    const original = await toSharp(plain(50, 50, [...RED]))
      .jpeg()
      .toBuffer();
    const variants = await made(original, { formats: ['webp', 'avif'] });
    expect(variants.map(({ name, width, height }) => [name, width, height])).toEqual([
      ['p', 50, 38],
      ['p~avif', 50, 38],
      ['p~webp', 50, 38],
    ]);
    for (const { bytes } of variants) {
      const pixels = await decoded(bytes);
      expect(distance(at(pixels, 0.85, 0.9), BLUE)).toBeLessThan(40);
      expect(distance(at(pixels, 0.3, 0.3), RED)).toBeLessThan(12);
    }
  });

  test('keeps the mark’s own colours on a grey picture, out of the padding, and lets corners cut it', async () => {
    const original = await toSharp(plain(64, 24, [...GREY]))
      .png()
      .toBuffer();
    const [variant] = await made(
      original,
      { fit: 'contain', background: '#00ff00', grayscale: true, corners: 24 },
      { tile: true, margin: 0 },
    );
    const pixels = await decoded(variant?.bytes ?? new Uint8Array());
    expect(at(pixels, 0.5, 0.5)).toEqual([...BLUE, 255]);
    expect(at(pixels, 0.5, 0.1)).toEqual([0, 255, 0, 255]);
    expect(at(pixels, 0, 0)[3]).toBe(0);
  });

  test('marks every frame of an animation', async () => {
    const gif = await animation([plain(40, 40, [...RED]), plain(40, 40, [...GREY])])
      .gif({ delay: [50, 50] })
      .toBuffer();
    const [variant] = await made(gif, { width: 40, height: 40, animated: true }, { position: 'centre', size: 50 });
    const pixels = await decoded(variant?.bytes ?? new Uint8Array());
    expect(variant?.frames).toBe(2);
    for (const y of [0.25, 0.75]) expect(distance(at(pixels, 0.5, y), BLUE)).toBeLessThan(24);
  });

  test('makes the same bytes each time', async () => {
    const original = await toSharp(plain(64, 48, [...RED]))
      .png()
      .toBuffer();
    const [first, second] = [await made(original, {}, { tile: true }), await made(original, {}, { tile: true })];
    expect(first).toEqual(second);
  });

  test.each([
    ['was not read', {}],
    ['is not a PNG that can be decoded', { ['e'.repeat(64)]: new Uint8Array([1, 2, 3]) }],
  ])(
    'fails with an error that is worth retrying, no rejection of the photo, if the mark %s',
    async (said, overlays) => {
      const bytes = await toSharp(plain(8, 8, [...RED]))
        .png()
        .toBuffer();
      const presets = { p: preset(8, 8, { overlay: { ...overlay, sha256: 'e'.repeat(64) } }) };
      const failure = await makeVariants({ bytes, presets, limits: LIMITS, overlays }).catch((error: unknown) => error);
      expect(failure).not.toBeInstanceOf(Rejection);
      expect(String(failure)).toContain(said);
    },
  );
});
