import { describe, expect, test } from '@jest/globals';

import { inspect } from '../../../handler/src/image/inspect/index.ts';
import { join, repeat } from '../../support/bombs/bytes.ts';
import { verdict } from '../../support/bombs/expect.ts';
import * as png from '../../support/bombs/png.ts';
import { LIMITS } from '../../support/images/presets.ts';

const MEGABYTE = 2 ** 20;

const damaged = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 0x01, at);
  return copy;
};

describe('a PNG that asks for too much', () => {
  test('of pixels in a tiny file is named by its size', () => {
    const { code, message } = verdict(png.hugeHeader(60_000, 40_000));
    expect(code).toBe('too_many_pixels');
    expect(message).toContain('60,000 × 40,000 = 2,400,000,000 pixels; at most 100,000,000');
  });

  test('of pixels that its data can’t hold is damaged', () => {
    expect(verdict(png.hugeHeader(9_000, 9_000))).toMatchObject({ code: 'corrupt' });
    expect(verdict(png.pixelBomb(9_000))).toMatchObject({ code: 'ok' });
  });

  test.each(['zTXt', 'iTXt', 'iCCP'] as const)('of memory by compressed metadata is rejected (%s)', (kind) => {
    expect(verdict(png.metadataBomb(kind, 15 * MEGABYTE))).toMatchObject({ code: 'ok' });
    const { code, message } = verdict(png.metadataBomb(kind, 200 * MEGABYTE));
    expect(code).toBe('metadata_too_large');
    expect(message).toContain('at most 16,777,216');
  });

  test.each(['damaged', 'cut'] as const)('of time by compressed metadata that is %s at its end is rejected', (how) => {
    for (const kind of ['zTXt', 'iTXt', 'iCCP'] as const) {
      const each = png.compressedChunk(kind, 3 * MEGABYTE, how);
      expect(verdict(png.png({}, each))).toMatchObject({ code: 'ok' });
      expect(verdict(png.png({}, repeat(each, 100)))).toMatchObject({ code: 'metadata_too_large' });
    }
  });

  test('by metadata in many chunks is rejected', () => {
    expect(verdict(png.chunkBomb(4_000))).toMatchObject({ code: 'ok' });
    expect(verdict(png.chunkBomb(5_000))).toMatchObject({ code: 'metadata_too_large' });
  });

  test('by empty pixel chunks is rejected, though never by as many as encoders write', () => {
    expect(verdict(png.chunkBomb(10_000, 'IDAT'))).toMatchObject({ code: 'ok' });
    expect(verdict(png.chunkBomb(260_000, 'IDAT'))).toMatchObject({ code: 'too_expensive' });
  });

  test('by frames is its first one', () => {
    expect(inspect(png.animatedPng(100_000), LIMITS).frames).toBe(1);
  });
});

describe('a damaged PNG', () => {
  const good = png.png();

  test.each([
    ['in its header', 16],
    ['in its pixels', 45],
  ])('has a wrong checksum %s', (_where, at) => {
    expect(verdict(damaged(good, at))).toMatchObject({ code: 'corrupt', message: expect.stringContaining('checksum') });
  });

  test('passes with a wrong checksum where no pixel depends on it', () => {
    const bytes = png.png({}, png.chunk('tEXt', 'a\0b'));
    expect(verdict(damaged(bytes, bytes.indexOf('tEXt') + 5))).toMatchObject({ code: 'ok' });
  });

  test.each([
    ['before its pixels', join(png.PNG_SIGNATURE, png.header(), png.chunk('gAMA', Buffer.alloc(50)).subarray(0, 30))],
    ['without pixels', join(png.PNG_SIGNATURE, png.header(), png.END)],
    ['without a header', join(png.PNG_SIGNATURE, png.pixels(), png.END)],
    ['without its palette', png.paletteBomb(0)],
    ['with a size of nothing', png.png({ width: 0 })],
    ['with colours that do not exist', png.png({ colourType: 5 })],
    ['with a depth that its colours can’t have', png.png({ colourType: 2, bitDepth: 4 })],
  ])('%s is rejected', (_how, bytes) => {
    expect(verdict(bytes)).toMatchObject({ code: 'corrupt' });
  });

  test('is left to the decoder where it ends within or after its pixels', () => {
    const pixelsAt = good.indexOf('IDAT');
    for (let end = pixelsAt + 8; end < good.length; end++) {
      expect(verdict(good.subarray(0, end))).toMatchObject({ code: 'ok' });
    }
  });

  test('is no PNG when only Apple’s tools can read it', () => {
    const bytes = join(png.PNG_SIGNATURE, png.chunk('CgBI', [0, 0, 0, 0]), png.header(), png.pixels(), png.END);
    expect(verdict(bytes)).toMatchObject({ code: 'unsupported_format', message: expect.stringContaining('CgBI') });
  });
});
