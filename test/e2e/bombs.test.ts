import { expect, test } from '@jest/globals';

import { avif } from '../support/bombs/avif.ts';
import { join } from '../support/bombs/bytes.ts';
import { frameBomb } from '../support/bombs/gif.ts';
import { EOI, firstScan, frame, profileBomb, scanBomb, segmentBomb, SOI } from '../support/bombs/jpeg.ts';
import { chunkBomb, hugeHeader, metadataBomb, paletteBomb, pixelBomb } from '../support/bombs/png.ts';
import { gifScript, jpegPage } from '../support/bombs/polyglots.ts';
import { seeds } from '../support/bombs/seeds.ts';
import { fanBomb, nested, pages } from '../support/bombs/tiff.ts';
import { webpFrameBomb } from '../support/bombs/webp.ts';
import { photograph } from '../support/images/pictures.ts';
import { manifestOf, upload, variantNames } from './support/objects.ts';
import { outcomesOf } from './support/outcomes.ts';
import { deadLetters, drained } from './support/queues.ts';

/** A bomb of each kind, and the code that it is rejected with; `ready` if the limits bound what it costs. */
const BOMBS: Readonly<Record<string, readonly [Buffer, string]>> = {
  'avif-pixels': [avif({ width: 8_000, height: 8_000 }), 'too_many_pixels'],
  'avif-grid': [
    avif({ width: 64, height: 64, type: 'grid', grid: { width: 60_000, height: 60_000 } }),
    'too_many_pixels',
  ],
  'gif-frames': [frameBomb(1_000_000, 1), 'too_many_frames'],
  'gif-frame-pixels': [frameBomb(200, 1_000), 'too_many_frames'],
  'jpeg-scans': [scanBomb(3_000), 'too_many_scans'],
  'jpeg-scans-allowed': [scanBomb(64), 'ready'],
  'jpeg-channels': [join(SOI, frame(8, 8, 0xc0, 8, 6), firstScan(8), EOI), 'too_many_channels'],
  'jpeg-profile': [profileBomb(20_000_000), 'metadata_too_large'],
  'jpeg-segments': [segmentBomb(5_000), 'metadata_too_large'],
  'jpeg-and-page': [jpegPage((await seeds()).jpeg), 'ready'],
  'gif-and-script': [gifScript(), 'ready'],
  'png-header': [hugeHeader(60_000, 40_000), 'too_many_pixels'],
  'png-pixels-allowed': [pixelBomb(9_000), 'ready'],
  'png-text': [metadataBomb('zTXt', 200_000_000), 'metadata_too_large'],
  'png-profile': [metadataBomb('iCCP', 200_000_000), 'metadata_too_large'],
  'png-chunks': [chunkBomb(260_000, 'IDAT'), 'too_expensive'],
  'png-palette': [paletteBomb(0), 'corrupt'],
  'tiff-pages': [pages(1_001), 'too_many_directories'],
  'tiff-loop': [pages(3, true), 'too_many_directories'],
  'tiff-nested': [nested(6), 'too_many_directories'],
  'tiff-fan': [fanBomb(), 'too_many_directories'],
  'webp-frames': [webpFrameBomb(1_001, 16), 'too_many_frames'],
};

test('a bomb of each kind is rejected with its code or processed within bounds, at the first attempt, beside a valid photo', async () => {
  const pathOf = (name: string) => `bombs/${name}`;
  const good = await upload('bombs/good.jpg', await photograph(800, 600, 21));
  const versions = await Promise.all(
    Object.entries(BOMBS).map(async ([name, [bytes]]) => [name, await upload(pathOf(name), bytes)] as const),
  );
  const made = await Promise.all(
    versions.map(async ([name, version]) => {
      const manifest = await manifestOf(pathOf(name), version);
      const count = (await variantNames(pathOf(name))).length;
      return [name, manifest.status === 'rejected' ? manifest.rejection.code : `${manifest.status} ${count}`];
    }),
  );
  await manifestOf('bombs/good.jpg', good);
  await drained();

  const expected = Object.entries(BOMBS).map(([name, [, code]]) => [name, code === 'ready' ? 'ready 9' : code]);
  expect(made).toEqual(expected);
  for (const name of Object.keys(BOMBS)) {
    expect((await outcomesOf(pathOf(name))).map(({ receives }) => [name, receives])).toEqual([[name, 1]]);
  }
  expect(await deadLetters()).toBe(0);
});
