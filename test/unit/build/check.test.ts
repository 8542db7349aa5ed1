import { describe, expect, test } from '@jest/globals';

import { checkContents, checkSize, LARGEST_ZIP } from '../../../handler/build/check.ts';
import { LAMBDA_TARGETS, type Target } from '../../../handler/build/targets.ts';
import type { Entry } from '../../../handler/build/zip.ts';
import { elf, macho, rightEntries } from './entries.ts';

const arm64 = LAMBDA_TARGETS.find(({ name }) => name === 'arm64') as Target;

const without = (pattern: RegExp): Entry[] => rightEntries().filter(({ name }) => !pattern.test(name));
const withBytes = (pattern: RegExp, bytes: Buffer): Entry[] =>
  rightEntries().map((entry) => (pattern.test(entry.name) ? { ...entry, bytes } : entry));

describe('what a zip must hold', () => {
  test('a zip that is right passes', () => {
    expect(() => {
      checkContents(rightEntries(), arm64);
    }).not.toThrow();
  });

  test.each<[string, Entry[], RegExp]>([
    ['no entry', without(/process/), /process\.mjs is missing/],
    ['no sharp', without(/sharp\/package/), /sharp is missing/],
    ['no binding', without(/\.node$/), /binding of sharp.*linux arm64 glibc is missing/],
    ['no libvips', without(/libvips/), /libvips for linux arm64 glibc is missing/],
    ['a binding for another processor', withBytes(/\.node$/, elf('x64', 'libc.so.6')), /is for linux x64 glibc, not/],
    ['libvips for musl', withBytes(/libvips/, elf('arm64', 'libc.musl-x86_64.so.1')), /is for linux arm64 musl, not/],
    ['a binding for macOS', withBytes(/\.node$/, macho('arm64')), /is for darwin arm64, not/],
    ['a binding that is none', withBytes(/\.node$/, Buffer.from('hello')), /neither an ELF nor a 64-bit Mach-O/],
  ])('%s is refused', (_, entries, message) => {
    expect(() => {
      checkContents(entries, arm64);
    }).toThrow(message);
  });

  test.each(['0.35.3', '0.34.9', '0.9.99'])('sharp %s, which an image can exploit, is refused', (version) => {
    const entries = withBytes(/sharp\/package/, Buffer.from(JSON.stringify({ version })));
    expect(() => {
      checkContents(entries, arm64);
    }).toThrow(`sharp ${version} is older than 0.35.4`);
  });

  test.each(['0.35.4', '0.36.0', '1.0.0', '0.35.10'])('sharp %s is new enough', (version) => {
    const entries = withBytes(/sharp\/package/, Buffer.from(JSON.stringify({ version })));
    expect(() => {
      checkContents(entries, arm64);
    }).not.toThrow();
  });

  test('a decoder of HEVC is there if it was asked for, and only then', () => {
    const files = ['libheif.js', 'libheif.wasm'].map((file) => ({
      name: `node_modules/libheif-js/libheif-wasm/${file}`,
      bytes: Buffer.of(),
    }));
    const judge = (entries: readonly Entry[], heic: boolean) => () => {
      checkContents([...rightEntries(), ...entries], arm64, heic);
    };
    expect(judge(files, true)).not.toThrow();
    expect(judge(files, false)).toThrow(/libheif\.wasm decodes HEVC, which only HEIC=1 asks for/);
    expect(judge([], true)).toThrow(/libheif\.js is missing[^]*libheif\.wasm is missing/);
  });

  test('all problems are reported together', () => {
    expect(() => {
      checkContents([], arm64);
    }).toThrow(/process\.mjs[^]*sharp is missing[^]*binding[^]*libvips/);
  });

  test('a zip over the limit is refused with both numbers', () => {
    expect(() => {
      checkSize(Buffer.alloc(LARGEST_ZIP + 1), arm64);
    }).toThrow(`${LARGEST_ZIP + 1} bytes, and ${LARGEST_ZIP} are allowed`);
  });
});
