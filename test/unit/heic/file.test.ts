import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';

import { compile, newLibheif } from '../../../handler/src/image/heic/libheif.ts';
import { inspect } from '../../../handler/src/image/inspect/index.ts';
import { probe } from '../../../handler/src/image/probe.ts';
import { rightsIn } from '../../../handler/src/image/rights/index.ts';
import { box } from '../../support/bombs/avif.ts';
import { heif, type Piece } from '../../support/bombs/heif.ts';
import { type Blocks, codedPiece, heic, SRGB } from '../../support/images/heic.ts';
import { make } from '../../support/images/make.ts';
import { LIMITS_WITH_HEIC, preset } from '../../support/images/presets.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const grey: Blocks = { columns: 4, rows: 2, colourAt: () => [128, 128, 128] };
const picture = codedPiece(grey, [SRGB]);
const file = (...pieces: readonly Piece[]): Buffer => heif([picture, ...pieces], { brand: 'heic' });

test('an HEIC becomes variants like any other original', async () => {
  const presets = { small: preset(32, 32, { formats: ['webp'] }) };
  const { image, named } = await make(heic(grey), presets, undefined, LIMITS_WITH_HEIC);
  expect(image).toMatchObject({ format: 'heic', width: 64, height: 32, frames: 1, alpha: false, degraded: false });
  expect(named('small')).toMatchObject({ contentType: 'image/png', width: 32, height: 32 });
});

test('a gain map is noticed, by the name of any maker, and not decoded', () => {
  const auxiliary = (name: string): Piece => ({
    type: 'hvc1',
    data: Buffer.of(1),
    size: [1, 1],
    properties: [box('auxC', Buffer.alloc(4), `${name}\0`)],
  });
  const noticed = (piece: Piece) => inspect(file(piece), LIMITS_WITH_HEIC).gainMap;
  expect(noticed(auxiliary('urn:com:apple:photo:2020:aux:hdrgainmap'))).toBe(true);
  expect(noticed(auxiliary('urn:com:samsung:photo:2024:aux:hdrgainmap'))).toBe(true);
  expect(noticed({ type: 'tmap', from: [1] })).toBe(true);
  expect(noticed(auxiliary('urn:com:apple:photo:2018:aux:portraiteffectsmatte'))).toBe(false);
});

describe('of the metadata of an HEIC', () => {
  const keep = [preset(8, 8, { copyright: 'keep', credit: 'keep' })];

  test('copyright and credit are found in its XMP', async () => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Harbour News"
        xmlns:dc="http://purl.org/dc/elements/1.1/" dc:rights="© Zoë"/></rdf:RDF></x:xmpmeta>`;
    const bytes = file({ type: 'mime', data: Buffer.from('{}') }, { type: 'mime', data: Buffer.from(xmp) });
    expect(await rightsIn(await probe(bytes, LIMITS_WITH_HEIC), keep)).toEqual({
      copyright: '© Zoë',
      credit: 'Harbour News',
    });
  });

  test('copyright is found in its Exif, which start as far behind the item as it says', async () => {
    const text = Buffer.from('Zoe\0', 'latin1').toString('hex');
    const tiff = Buffer.from(`4d4d002a0000000800018298000200000004${text}00000000`, 'hex');
    const exif = Buffer.concat([Buffer.from('00000006', 'hex'), Buffer.from('Exif\0\0', 'latin1'), tiff]);
    const probed = await probe(file({ type: 'Exif', data: exif }), LIMITS_WITH_HEIC);
    expect(await rightsIn(probed, keep)).toEqual({ copyright: 'Zoe', credit: undefined });
  });
});

describe('the decoder', () => {
  test('is the version whose faults were weighed: see docs/security.md', async () => {
    const libheif = await newLibheif();
    const textAt = (at: number) => {
      const { HEAPU8 } = libheif;
      return Buffer.from(HEAPU8.subarray(at, HEAPU8.indexOf(0, at))).toString();
    };
    expect(textAt(libheif._heif_get_version())).toBe('1.23.2');
    expect(textAt(libheif._de265_get_version())).toBe('1.0.15');
  });

  test('is asked for by name where the zip has none, and no photo is blamed', async () => {
    const elsewhere = pathToFileURL(`${await temporaryFolder()}/image-worker.mjs`).href;
    await expect(compile(elsewhere)).rejects.toMatchObject({
      name: 'Error',
      message: expect.stringMatching(/limits\.heic_pixels is not 0, .*`make build HEIC=1`/),
    });
  });

  test('has a memory of its own for each photo', async () => {
    const [one, other] = [await newLibheif(), await newLibheif()];
    one.HEAPU8.fill(7, 0, 64);
    expect(one.HEAPU8.buffer).not.toBe(other.HEAPU8.buffer);
    expect([...other.HEAPU8.subarray(0, 64)]).not.toContain(7);
  });
});
