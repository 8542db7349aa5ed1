import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { SOURCE_FORMATS } from '../../../handler/src/image/types.ts';
import { avif } from '../../support/bombs/avif.ts';
import { join, repeat } from '../../support/bombs/bytes.ts';
import { verdict } from '../../support/bombs/expect.ts';
import { chunk, chunkBomb, png } from '../../support/bombs/png.ts';
import { MOST_READS_PER_BYTE, readsPerByte } from '../../support/bombs/reads.ts';
import { seeds } from '../../support/bombs/seeds.ts';
import { fanBomb } from '../../support/bombs/tiff.ts';

const pictures = await seeds();
const HEIC = { heicPixels: 50_000_000 };
/** Each of these inflates to a megabyte. */
const inflating = chunk('zTXt', 'a\0\0', deflateSync(Buffer.alloc(2 ** 20)));

/** Where numbers go wrong. */
const edge = fc.constantFrom(0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff);
const place = fc.double({ min: 0, max: 1, noNaN: true });
const piece = fc.uint8Array({ minLength: 1, maxLength: 12 });

type Change = (bytes: Buffer) => Buffer;
const overwrite = (value: Uint8Array, where: number): Change => {
  return (bytes) => {
    const copy = Buffer.from(bytes);
    copy.set(value.subarray(0, copy.length), Math.floor(where * Math.max(0, copy.length - value.length)));
    return copy;
  };
};
const number = (value: number, little: boolean, size: number): Uint8Array => {
  const bytes = Buffer.alloc(4);
  if (little) bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return little ? bytes.subarray(0, size) : bytes.subarray(4 - size);
};
const change = fc.oneof(
  fc
    .tuple(edge, fc.boolean(), fc.constantFrom(1, 2, 4), place)
    .map(([value, little, size, where]) => overwrite(number(value, little, size), where)),
  fc.tuple(piece, place).map(([value, where]) => overwrite(value, where)),
  place.map(
    (end): Change =>
      (bytes) =>
        bytes.subarray(0, Math.ceil(end * bytes.length)),
  ),
  fc.tuple(place, place, place).map(([from, to, into]): Change => (bytes) => {
    const [start, end] = [from, to].map((each) => Math.floor(each * bytes.length)).sort((a, b) => a - b);
    const at = Math.floor(into * bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(start, end), bytes.subarray(at)]);
  }),
);
const changes = fc.array(change, { minLength: 1, maxLength: 6 });

describe.each(SOURCE_FORMATS)('a hostile %s', (format) => {
  const start = pictures[format].subarray(0, 16);

  test('is accepted or rejected, never more than that, when it is noise behind a signature', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (noise) => {
        verdict(join(start, noise), HEIC);
      }),
      { numRuns: 300 },
    );
  });

  test('is accepted or rejected, never more than that, when it was a picture once', () => {
    fc.assert(
      fc.property(changes, (edits) => {
        verdict(
          edits.reduce((bytes, edit) => edit(bytes), pictures[format]),
          HEIC,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('is inspected by reading each byte at most a few times, whatever is repeated in it', () => {
    fc.assert(
      fc.property(piece, place, (pattern, where) => {
        const cut = Math.floor(where * pictures[format].length);
        const bytes = join(pictures[format].subarray(0, cut), repeat(pattern, Math.ceil(200_000 / pattern.length)));
        expect(readsPerByte(bytes, HEIC)).toBeLessThan(MOST_READS_PER_BYTE);
      }),
      { numRuns: 25 },
    );
  });
});

/** A tenth as large as they may be: who read a byte more often the more there are would do so by far already here. */
describe('a picture made to be slow', () => {
  test.each([
    ['PNG of empty chunks', chunkBomb(400_000, 'IDAT')],
    ['PNG of metadata that inflates again and again', png({}, repeat(inflating, 4_000))],
    ['JPEG of nothing but 0xff', join(pictures.jpeg.subarray(0, -2), repeat([0xff], 4_900_000))],
    ['JPEG of stuffed bytes', join(pictures.jpeg.subarray(0, -2), repeat([0xff, 0x00], 2_450_000))],
    ['GIF of one-byte blocks', join(pictures.gif.subarray(0, -1), [0x21, 0xfe], repeat([1, 65], 800_000))],
    ['TIFF of shared directories', fanBomb()],
    ['AVIF of property lists', avif({ width: 64, height: 64, lists: 400_000 })],
  ])('is judged by reading each byte a few times at most: %s', (_name, bytes) => {
    expect(readsPerByte(bytes)).toBeLessThan(MOST_READS_PER_BYTE);
  });
});
