import { describe, expect, test } from '@jest/globals';

import { inspect } from '../../../handler/src/image/inspect/index.ts';
import { avif, box, fileType } from '../../support/bombs/avif.ts';
import { join } from '../../support/bombs/bytes.ts';
import { verdict } from '../../support/bombs/expect.ts';
import { LIMITS } from '../../support/images/presets.ts';

describe('an AVIF that asks for too much', () => {
  test('in less than a kilobyte is rejected by a limit of its own', () => {
    const bytes = avif({ width: 8_000, height: 8_000 });
    expect(bytes.length).toBeLessThan(1_000);
    const { code, message } = verdict(bytes);
    expect(code).toBe('too_many_pixels');
    expect(message).toContain('8,000 × 8,000 = 64,000,000 pixels; at most 40,000,000 are allowed (limits.avif_pixels)');
  });

  test('by a grid of tiles that is larger than it says is rejected', () => {
    const lying = avif({ width: 64, height: 64, type: 'grid', grid: { width: 60_000, height: 60_000 } });
    expect(verdict(lying)).toMatchObject({ code: 'too_many_pixels' });
    const honest = avif({ width: 64, height: 64, type: 'grid', grid: { width: 64, height: 64 } });
    expect(inspect(honest, LIMITS)).toMatchObject({ format: 'avif', width: 64, height: 64 });
  });

  test('by property lists that never end is rejected', () => {
    const bytes = avif({ width: 64, height: 64 });
    bytes.writeUInt32BE(0xffffffff, bytes.indexOf('ipma') + 8);
    expect(verdict(bytes)).toMatchObject({ code: 'corrupt' });
    expect(verdict(avif({ width: 64, height: 64, lists: 100_000 }))).toMatchObject({ code: 'too_expensive' });
  });
});

describe('a picture that is coded otherwise', () => {
  test('is identified if it is HEVC, regardless of the file’s brand', () => {
    const { code, message } = verdict(avif({ width: 64, height: 64, type: 'hvc1' }));
    expect(code).toBe('unsupported_format');
    expect(message).toContain('HEIC');
  });

  test.each(['unci', 'j2k1', 'jpeg', 'vvc1', 'avc1'])('is named: %s', (type) => {
    const { code, message } = verdict(avif({ width: 64, height: 64, type }, 'mif1'));
    expect(code).toBe('unsupported_format');
    expect(message).toContain(type);
  });

  test('passes as AVIF by its content if its brand is generic', () => {
    expect(inspect(avif({ width: 64, height: 64 }, 'mif1'), LIMITS)).toMatchObject({ format: 'avif' });
  });

  test('is a video where there is no still picture', () => {
    const { code, message } = verdict(join(fileType('avis', 'msf1'), box('moov', Buffer.alloc(32))));
    expect(code).toBe('unsupported_format');
    expect(message).toContain('animated AVIF');
  });

  test('is called animated if it is, although it has a still picture besides', () => {
    const still = avif({ width: 64, height: 64 }, 'avis');
    expect(verdict(still)).toMatchObject({ code: 'ok' });
    const { code, message } = verdict(join(still, box('moov', Buffer.alloc(32))));
    expect(code).toBe('unsupported_format');
    expect(message).toContain('an animated AVIF');
    expect(message).toContain('Upload the animation as WebP or GIF');
  });
});

describe('a damaged AVIF', () => {
  const good = avif({ width: 64, height: 64 });
  const renamed = (type: string): Buffer => {
    const bytes = Buffer.from(good);
    bytes.write('free', bytes.indexOf(type), 'latin1');
    return bytes;
  };

  test.each([
    ['cut short', good.subarray(0, -4)],
    ['without a main picture', renamed('pitm')],
    ['without a size', renamed('ispe')],
    ['without properties', renamed('iprp')],
    ['without items', renamed('iinf')],
    ['with a box smaller than its own header', join(fileType('avif'), [0, 0, 0, 4], 'meta')],
  ])('%s is rejected', (_how, bytes) => {
    expect(verdict(bytes)).toMatchObject({ code: 'corrupt' });
  });
});
