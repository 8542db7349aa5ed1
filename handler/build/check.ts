import { platformFor, platformOf } from './binaries.ts';
import { isHevc } from './heic.ts';
import type { Target } from './targets.ts';
import type { Entry } from './zip.ts';

/** 0.35.4 closed a decoder that could be exploited by an image. */
const OLDEST_SHARP = [0, 35, 4] as const;
/** A function's zip is uploaded and unpacked at every cold start. */
export const LARGEST_ZIP = 10_000_000;

/**
 * Refuses a zip that would not run, or not be safe, on its target.
 *
 * @param heic whether a decoder of HEVC was asked for
 * @throws naming every problem at once: sharp too old, a native library missing or for another platform, no entry, a
 * decoder of HEVC that nobody asked for, or the lack of one.
 */
export function checkContents(entries: readonly Entry[], target: Target, heic = false): void {
  const problems = [
    ...entryProblems(entries),
    ...sharpProblems(entries),
    ...libraryProblems(entries, target),
    ...hevcProblems(entries, heic),
  ];
  if (problems.length > 0) throw new Error(`The ${target.name} zip is not right:\n  ${problems.join('\n  ')}`);
}

/** @throws when the zip is larger than `LARGEST_ZIP`. */
export function checkSize(zip: Buffer, target: Target): void {
  if (zip.length > LARGEST_ZIP) {
    throw new Error(`The ${target.name} zip has ${zip.length} bytes, and ${LARGEST_ZIP} are allowed.`);
  }
}

function entryProblems(entries: readonly Entry[]): string[] {
  return entries.some(({ name }) => name === 'process.mjs') ? [] : ['process.mjs is missing'];
}

function hevcProblems(entries: readonly Entry[], heic: boolean): string[] {
  if (!heic) return entries.filter(isHevc).map(({ name }) => `${name} decodes HEVC, which only HEIC=1 asks for`);
  const needed = ['libheif.js', 'libheif.wasm'].map((file) => `node_modules/libheif-js/libheif-wasm/${file}`);
  const missing = needed.filter((file) => !entries.some(({ name }) => name === file));
  return missing.map((file) => `${file} is missing, which HEIC=1 asks for`);
}

function sharpProblems(entries: readonly Entry[]): string[] {
  const manifest = entries.find(({ name }) => name === 'node_modules/sharp/package.json');
  if (manifest === undefined) return ['sharp is missing'];
  const { version } = JSON.parse(manifest.bytes.toString()) as { version: string };
  if (!olderThan(version, OLDEST_SHARP)) return [];
  return [
    `sharp ${version} is older than ${OLDEST_SHARP.join('.')}, and a hostile image can exploit it: ` +
      `raise it in handler/runtime/package.json and package.json`,
  ];
}

function libraryProblems(entries: readonly Entry[], target: Target): string[] {
  const wanted = platformFor(target);
  const libraries = entries.filter(({ name }) => /\.node$|\.so(\.|$)|\.dylib$/.test(name));
  const missing = [
    { what: 'the binding of sharp (*.node)', found: libraries.some(({ name }) => name.endsWith('.node')) },
    { what: 'libvips', found: libraries.some(({ name }) => name.includes('libvips-cpp')) },
  ].filter(({ found }) => !found);
  const wrong = libraries.filter(({ bytes }) => platformOf(bytes) !== wanted);
  return [
    ...missing.map(({ what }) => `${what} for ${wanted} is missing: npm 10.4 or newer installs it`),
    ...wrong.map(({ name, bytes }) => `${name} is for ${platformOf(bytes)}, not for ${wanted}`),
  ];
}

function olderThan(version: string, oldest: readonly number[]): boolean {
  const parts = version.split(/[.-]/).map(Number);
  const index = oldest.findIndex((least, place) => (parts[place] ?? 0) !== least);
  return index >= 0 && (parts[index] ?? 0) < (oldest[index] ?? 0);
}
