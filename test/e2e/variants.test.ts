import { beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';

import type { Manifest } from '../../handler/src/manifest.ts';
import { picture } from '../support/images/pictures.ts';
import { processed, read, variantNames } from './support/objects.ts';

const SIZES = { '800x600': [800, 600], '400x300': [400, 300], '200x150': [200, 150] } as const;
const SECRET = 'taken-at-my-house';

/** As a phone held upright stores it: rotated, with an EXIF orientation and a GPS position. */
const phonePhotograph = async (): Promise<Buffer> =>
  sharp(await picture(1200, 900).rotate(270).png().toBuffer())
    .jpeg({ quality: 90 })
    .withExif({
      IFD0: { ImageDescription: SECRET },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '54/1 10/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 53/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();

const variant = async (path: string, name: string): Promise<NonNullable<Awaited<ReturnType<typeof read>>>> => {
  const object = await read(`variants/${path}/${name}`);
  if (object === null) throw new Error(`${path} has no variant ${name}.`);
  return object;
};

describe('an uploaded photo', () => {
  const path = 'holiday/phone.jpg';
  let original: Buffer;
  let manifest: Manifest;

  beforeAll(async () => {
    original = await phonePhotograph();
    manifest = await processed(path, original);
  });

  test('has a variant of each preset in its own format, WebP and AVIF, and no others', async () => {
    const names = Object.keys(SIZES).flatMap((preset) => [preset, `${preset}~avif`, `${preset}~webp`]);
    expect(await variantNames(path)).toEqual(names.sort());
  });

  test.each(Object.entries(SIZES))('%s has its size in every format, and is upright', async (preset, size) => {
    for (const name of [preset, `${preset}~webp`, `${preset}~avif`]) {
      const { bytes } = await variant(path, name);
      const { width, height } = await sharp(bytes).metadata();
      const corner = await sharp(bytes)
        .extract({ left: 8, top: 8, width: 1, height: 1 })
        .removeAlpha()
        .raw()
        .toBuffer();

      expect([width, height]).toEqual(size);
      expect(corner[0]).toBeGreaterThan(180);
      expect(corner[1]).toBeLessThan(90);
    }
  });

  test.each(Object.keys(SIZES))('%s has in each format the content that its type states', async (preset) => {
    const formats = [preset, `${preset}~webp`, `${preset}~avif`].map(async (name) => {
      const { bytes, contentType } = await variant(path, name);
      const { format, compression } = await sharp(bytes).metadata();
      expect(contentType).toBe(`image/${format === 'heif' ? (compression === 'av1' ? 'avif' : 'heif') : format}`);
      return contentType;
    });
    const [plain, webp, avif] = await Promise.all(formats);

    expect([plain, webp]).toEqual(['image/jpeg', 'image/webp']);
    // WebP can be smaller for a thumbnail, and is then stored under both names.
    expect(preset === '800x600' ? ['image/avif'] : ['image/avif', 'image/webp']).toContain(avif);
  });

  test('does not reveal where it was taken: it has no EXIF, GPS, XMP, IPTC or orientation', async () => {
    expect(original.includes(SECRET)).toBe(true);
    for (const name of await variantNames(path)) {
      const { bytes } = await variant(path, name);
      const { exif, xmp, iptc, orientation } = await sharp(bytes).metadata();

      expect({ name, exif, xmp, iptc, orientation }).toEqual({ name });
      expect(bytes.includes(SECRET)).toBe(false);
      expect(bytes.includes('Exif\0')).toBe(false);
    }
  });

  test('is a progressive JPEG for browsers that accept no other format', async () => {
    const { isProgressive, chromaSubsampling, space } = await sharp((await variant(path, '800x600')).bytes).metadata();
    expect({ isProgressive, chromaSubsampling, space }).toEqual({
      isProgressive: true,
      chromaSubsampling: '4:2:0',
      space: 'srgb',
    });
  });

  test('of a photograph is not larger in a newer format than in its own', async () => {
    for (const preset of Object.keys(SIZES)) {
      const plain = (await variant(path, preset)).bytes.length;
      for (const format of ['webp', 'avif']) {
        expect((await variant(path, `${preset}~${format}`)).bytes.length).toBeLessThanOrEqual(plain);
      }
    }
  });

  test('has a manifest that lists exactly the stored variants, with bytes and dimensions', async () => {
    expect(manifest).toMatchObject({ status: 'ready', path, image: { format: 'jpeg', width: 1200, height: 900 } });
    const listed = await Promise.all(
      manifest.variants.map(async ({ name, bytes, contentType }) => {
        const object = await variant(path, name);
        return { name, bytes: object.bytes.length === bytes, contentType: object.contentType === contentType };
      }),
    );
    expect(listed.map(({ name }) => name).sort()).toEqual(await variantNames(path));
    expect(listed.every(({ bytes, contentType }) => bytes && contentType)).toBe(true);
  });

  test('states how long caches may keep it, and from which original it was made', async () => {
    const { cacheControl, metadata } = await variant(path, '400x300~webp');
    expect(cacheControl).toBe('public, max-age=86400, stale-while-revalidate=604800');
    expect(Object.values(metadata ?? {})).toContain(manifest.original.etag);
  });

  test('leaves its original unchanged', async () => {
    expect((await read(`originals/${path}`))?.bytes.equals(original)).toBe(true);
  });
});

describe('an image with transparency', () => {
  test('keeps it in every format, and its own format in the plain variant', async () => {
    const path = 'logo.png';
    const bytes = await picture(900, 700).ensureAlpha(0.5).png().toBuffer();
    await processed(path, bytes);
    for (const [name, format] of [
      ['400x300', 'png'],
      ['400x300~webp', 'webp'],
    ] as const) {
      const { bytes: made, contentType } = await variant(path, name);
      const { channels } = await sharp(made).stats();
      expect(contentType).toBe(`image/${format}`);
      expect(channels[3]?.mean).toBeCloseTo(128, -1);
    }
  });
});

test('an image smaller than its preset is cropped to shape, not enlarged', async () => {
  const path = 'small.jpg';
  await processed(path, await picture(500, 900).jpeg().toBuffer());
  const { width, height } = await sharp((await variant(path, '800x600')).bytes).metadata();
  expect([width, height]).toEqual([500, 375]);
});
