import { expect, test } from '@jest/globals';

import { at, decoded, distance } from '../../support/images/compare.ts';
import { make } from '../../support/images/make.ts';
import { paint, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const EXTRA_SAMPLES = 338;

/** A TIFF with four channels, the fourth of this kind: 0 unspecified, 2 alpha. */
async function fourChannels(kind: number): Promise<Buffer> {
  const pixels = paint(32, 32, (x) => [x < 16 ? 200 : 20, 90, 40, x < 16 ? 0 : 128], 4);
  const bytes = await toSharp(pixels).tiff({ compression: 'none' }).toBuffer();
  const start = bytes.readUInt32LE(4);
  for (let entry = start + 2; entry < start + 2 + 12 * bytes.readUInt16LE(start); entry += 12) {
    if (bytes.readUInt16LE(entry) === EXTRA_SAMPLES) bytes.writeUInt16LE(kind, entry + 8);
  }
  return bytes;
}

test('a channel that is not declared as alpha hides nothing', async () => {
  const { image, named } = await make(await fourChannels(0), { p: preset(16, 16) });
  expect(image.alpha).toBe(false);
  const picture = await decoded(named('p').bytes);
  expect(distance(at(picture, 0.2, 0.5), [200, 90, 40])).toBeLessThan(6);
  expect(distance(at(picture, 0.8, 0.5), [20, 90, 40])).toBeLessThan(6);
});

test('a channel that is declared as alpha does', async () => {
  const { image, named } = await make(await fourChannels(2), { p: preset(16, 16) });
  expect(image.alpha).toBe(true);
  expect(at(await decoded(named('p').bytes), 0.2, 0.5)[3]).toBe(0);
});
