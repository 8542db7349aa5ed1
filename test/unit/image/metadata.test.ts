import { expect, test } from '@jest/globals';

import { partsOf } from '../../support/images/containers.ts';
import { make } from '../../support/images/make.ts';
import { animation, photo, plain, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

const SECRET = 'Darkroom-secret-51.4779N';
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>${SECRET}</secret></x:xmpmeta>`;
const EXIF = { IFD0: { Copyright: SECRET }, IFD3: { GPSLatitude: '51/1 28/1 40/1', GPSLatitudeRef: 'N' } };
const PRESET = preset(64, 48, { formats: ['webp', 'avif'], animated: true });

/** What a variant may hold. Anything else, an ICC profile included, would be metadata. */
const ALLOWED = {
  'image/jpeg': ['e0', 'db', 'c2', 'c4'],
  'image/png': ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'pHYs'],
  'image/webp': ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'],
  'image/avif': [
    ['ftyp', 'meta', 'hdlr', 'pitm', 'iloc', 'iinf', 'infe', 'infe/av01', 'iref', 'iprp', 'ipco', 'ipma', 'mdat'],
    ['av1C', 'ispe', 'pixi', 'auxC', 'colr', 'colr/nclx', 'idat'],
  ].flat(),
};

/** A JPEG with a segment more: its marker's second byte, and what is in it. */
function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const header = Buffer.from([0xff, marker, 0, content.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), header, content, jpeg.subarray(2)]);
}

/** A caption, as photo agencies write it. */
function iptc(text: string): Buffer {
  const record = Buffer.concat([Buffer.from([0x1c, 2, 120, 0, text.length]), Buffer.from(text)]);
  const header = Buffer.from([4, 4, 0, 0, 0, 0, 0, record.length]);
  return Buffer.concat([Buffer.from('Photoshop 3.0\x008BIM', 'latin1'), header, record]);
}

async function expectStripped(bytes: Uint8Array): Promise<void> {
  expect(Buffer.from(bytes).includes(SECRET)).toBe(true);
  const { named } = await make(bytes, { p: PRESET });
  for (const name of ['p', 'p~webp', 'p~avif']) {
    const { bytes, contentType } = named(name);
    expect(Buffer.from(bytes).includes(SECRET)).toBe(false);
    const allowed = ALLOWED[contentType as keyof typeof ALLOWED];
    expect(partsOf(bytes).filter((part) => !allowed.includes(part))).toEqual([]);
  }
}

test.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const)('nothing but pixels leaves a %s', async (format) => {
  const tagged = toSharp(photo(128, 96)).withExif(EXIF).withXmp(XMP).withIccProfile('p3').toFormat(format);
  await expectStripped(await tagged.toBuffer());
});

test('captions and comments leave no JPEG either', async () => {
  const jpeg = await toSharp(photo(128, 96)).jpeg().toBuffer();
  await expectStripped(withSegment(jpeg, 0xed, iptc(SECRET)));
  await expectStripped(withSegment(jpeg, 0xfe, Buffer.from(SECRET)));
});

test('nothing but pixels leaves a transparent PNG', async () => {
  const pixels = toSharp(plain(128, 96, [200, 100, 50, 120]));
  await expectStripped(await pixels.withExif(EXIF).withXmp(XMP).png().toBuffer());
});

test('metadata leaves no animation', async () => {
  const frames = [plain(128, 96, [200, 100, 50]), plain(128, 96, [20, 100, 50])];
  await expectStripped(await animation(frames).withExif(EXIF).withXmp(XMP).webp().toBuffer());
});
