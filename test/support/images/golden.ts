import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { NEGOTIATED_FORMATS } from '../../../handler/src/formats.ts';
import { makeVariants } from '../../../handler/src/image/make.ts';
import { RELEASE } from '../../../handler/src/image/release.ts';
import type { Presets } from '../../../handler/src/presets.ts';
import { animation, paint, photo, type Pixels, plain, screenshot, toSharp } from './pixels.ts';
import { LIMITS, preset } from './presets.ts';

/** Digests of output bytes, for one release of the image code. */
export interface Golden {
  readonly release: number;
  /** By `process.platform` and architecture; each then by case, preset and format. */
  readonly platforms: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const PLATFORM = `${process.platform}-${process.arch}`;

/** Encoders are the same code everywhere; a platform whose bytes differ nevertheless gets its own record. */
export const REFERENCE = 'linux-x64';

const FILE = path.join(import.meta.dirname, 'golden.json');

const EVERY = { formats: [...NEGOTIATED_FORMATS] };
/** A disc with a soft rim on a transparent background. */
const cutOut = (width: number, height: number): Pixels =>
  paint(
    width,
    height,
    (x, y) => [
      200,
      x,
      y,
      Math.max(0, Math.min(255, 400 - 16 * Math.abs(x - width / 2) - 16 * Math.abs(y - height / 2))),
    ],
    4,
  );

const SMALL: Presets = { cover: preset(64, 48, EVERY) };

/** Small originals that take different paths through the code, each with presets that exercise them. */
const CASES: Record<string, { original: () => Promise<Uint8Array>; presets: Presets }> = {
  'photograph, JPEG': {
    original: () => toSharp(photo(160, 120)).jpeg({ quality: 92 }).toBuffer(),
    presets: {
      ...SMALL,
      contain: preset(64, 64, { ...EVERY, fit: 'contain', background: '#204060' }),
      attention: preset(40, 60, { position: 'attention' }),
      entropy: preset(60, 40, { position: 'entropy' }),
      fill: preset(50, 50, { fit: 'fill' }),
      inside: preset(90, null, { ...EVERY, fit: 'inside', quality: { jpeg: 60, webp: 60, avif: 40 } }),
      enlarged: preset(200, 150, { enlarge: true }),
    },
  },
  'photograph, rotated by EXIF': {
    original: () => toSharp(photo(120, 80)).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    presets: SMALL,
  },
  'photograph, CMYK': {
    original: () => toSharp(photo(96, 64)).toColourspace('cmyk').jpeg().toBuffer(),
    presets: SMALL,
  },
  'photograph, 16 bits, PNG': {
    original: () => toSharp(photo(96, 64)).toColourspace('rgb16').png().toBuffer(),
    presets: SMALL,
  },
  'screenshot, PNG': { original: () => toSharp(screenshot(160, 120)).png().toBuffer(), presets: SMALL },
  'screenshot, TIFF': { original: () => toSharp(screenshot(160, 120)).tiff().toBuffer(), presets: SMALL },
  'transparent, PNG': { original: () => toSharp(cutOut(96, 64)).png().toBuffer(), presets: SMALL },
  'transparent, WebP': { original: () => toSharp(cutOut(96, 64)).webp({ lossless: true }).toBuffer(), presets: SMALL },
  'animation, GIF': {
    original: () =>
      animation([plain(48, 32, [9, 90, 200]), plain(48, 32, [200, 90, 9])])
        .gif()
        .toBuffer(),
    presets: { still: preset(24, 16, EVERY), moving: preset(24, 16, { ...EVERY, animated: true }) },
  },
  'photograph, AVIF': {
    original: () => toSharp(photo(96, 64)).avif({ effort: 0 }).toBuffer(),
    presets: SMALL,
  },
};

/** The digest of every variant of every case: its content type and SHA-256. */
export async function measureGolden(): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const [name, { original, presets }] of Object.entries(CASES)) {
    const { variants } = await makeVariants({ bytes: await original(), presets, limits: LIMITS });
    for (const { preset: used, format, contentType, bytes } of variants) {
      digests[`${name}: ${used}, ${format}`] = `${contentType} ${createHash('sha256').update(bytes).digest('hex')}`;
    }
  }
  return digests;
}

export const readGolden = async (): Promise<Golden> => JSON.parse(await readFile(FILE, 'utf8')) as Golden;

/**
 * Records this platform's bytes.
 * @throws Error if bytes of the recorded release differ: deployments of it hold other bytes than the code now makes
 */
export async function writeGolden(): Promise<void> {
  const recorded = await readGolden();
  const measured = await measureGolden();
  const before = recorded.release === RELEASE ? recorded.platforms[PLATFORM] : undefined;
  const changed = Object.keys(measured).filter(
    (name) => before?.[name] !== undefined && before[name] !== measured[name],
  );
  if (changed.length > 0) {
    throw new Error(
      `RELEASE is ${RELEASE}, and the bytes of that release are recorded, but these differ: ${changed.join('; ')}. ` +
        'Raise RELEASE in handler/src/image/release.ts, so that a sweep makes stored variants again; then record.',
    );
  }
  const others = recorded.release === RELEASE ? recorded.platforms : {};
  const golden: Golden = { release: RELEASE, platforms: { ...others, [PLATFORM]: measured } };
  await writeFile(FILE, `${JSON.stringify(golden, null, 2)}\n`);
}
