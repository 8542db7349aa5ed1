import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { LONGEST_KEY, MARK_LENGTH, bytesOf, createKeys } from '../../../handler/src/keys.ts';
import { PREFIXES } from '../../support/world/index.ts';

const keys = createKeys(PREFIXES);
const NAMES = ['800x600', '800x600@webp', '800x600@avif'];

const awkward = fc.constantFrom(
  '/',
  '//',
  '.',
  '..',
  '+',
  '%',
  '%2e',
  '%2F',
  ' ',
  '\n',
  '\r',
  '\0',
  '"',
  '@',
  '~',
  '.json',
);
const paths = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), awkward), { maxLength: 8 })
  .map((parts) => parts.join(''));
const names = fc.oneof(
  fc.constantFrom(...NAMES),
  fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,8}(@webp|@avif)?$/),
);

describe('keys', () => {
  test('lead back to the path they were made from, whatever characters it holds', () => {
    fc.assert(
      fc.property(paths, names, (path, name) => {
        expect(keys.pathOfOriginal(keys.original(path))).toBe(path);
        expect(keys.pathOfManifest(keys.manifest(path))).toBe(path);
        expect(keys.addressOfVariant(keys.variant(path, name))).toEqual({ path, name });
      }),
    );
  });

  test('are never shared by two variants', () => {
    fc.assert(
      fc.property(paths, names, paths, names, (path, name, otherPath, otherName) => {
        fc.pre(path !== otherPath || name !== otherName);
        expect(keys.variant(path, name)).not.toBe(keys.variant(otherPath, otherName));
        expect(keys.lock(path, name)).not.toBe(keys.lock(otherPath, otherName));
      }),
    );
  });

  test('tell composed and decomposed letters apart, for S3 does', () => {
    expect(keys.original('\u00e9.jpg')).not.toBe(keys.original('e\u0301.jpg'));
  });

  test('of variants lie directly under their own path only, though one path may begin with another', () => {
    fc.assert(
      fc.property(paths, paths, names, (path, below, name) => {
        const key = keys.variant(`${path}/${below}`, name);
        expect(key.slice(keys.variants(path).length)).toContain('/');
      }),
    );
  });

  test.each([
    ['variants/a.jpg', (key: string) => keys.pathOfOriginal(key)],
    ['originals/a.jpg', (key: string) => keys.pathOfManifest(key)],
    ['manifests/a.txt', (key: string) => keys.pathOfManifest(key)],
    ['originals/a.jpg/800x600', (key: string) => keys.addressOfVariant(key)],
    ['variants/800x600', (key: string) => keys.addressOfVariant(key)],
  ])('of another kind lead nowhere: %s', (key, read) => {
    expect(read(key)).toBeNull();
  });
});

describe('a path that no URL or key can carry', () => {
  test.each(['.', '..', '../a.jpg', 'a/./b.jpg', 'a/..', 'a/../b'])('is refused for its dot segment: %s', (path) => {
    expect(keys.problem(path, NAMES)).toMatchObject({ code: 'bad_key' });
    expect(keys.problem(path, NAMES)?.message).toMatch(/segment "\.\.?".*rename/);
  });

  test.each(['...', '.a', 'a./b..', '%2e%2e/a', 'a//b', '/a', 'a/', '~a', '-'])('is not this one: %s', (path) => {
    expect(keys.problem(path, NAMES)).toBeNull();
  });

  test('is the empty one', () => {
    expect(keys.problem('', NAMES)?.message).toContain('"originals/" itself');
  });

  test('is one that leaves no room for the longest variant name, to the byte', () => {
    const longest = LONGEST_KEY - bytesOf(`${PREFIXES.variants}/800x600@avif`);
    expect(keys.problem('a'.repeat(longest), NAMES)).toBeNull();
    expect(keys.problem('a'.repeat(longest + 1), NAMES)?.message).toMatch(
      /"800x600@(webp|avif)".*shorten the path by 1 bytes/,
    );
    expect(keys.problem('é'.repeat(Math.floor(longest / 2) + 1), NAMES)).not.toBeNull();
  });

  test('is one that leaves no room for its manifest, however short the presets are', () => {
    const longest = LONGEST_KEY - bytesOf(`${PREFIXES.manifests}.json`);
    expect(keys.problem('a'.repeat(longest), ['s'])).toBeNull();
    expect(keys.storable('a'.repeat(longest))).toBe(true);
    expect(keys.problem('a'.repeat(longest + 1), ['s'])).not.toBeNull();
    expect(keys.storable('a'.repeat(longest + 1))).toBe(false);
  });

  test('is every one whose variants, locks, marks or manifest would not fit, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 980, max: 1024 }), fc.array(names, { minLength: 1 }), (length, some) => {
        const path = 'p'.repeat(length);
        const needed = some.flatMap((name) => [keys.variant(path, name), keys.lock(path, name)]);
        const lengths = [...needed, keys.manifest(path)].map(bytesOf);
        const fits = Math.max(...lengths, bytesOf(keys.locks(path)) + MARK_LENGTH) <= LONGEST_KEY;
        expect(keys.problem(path, some) === null).toBe(fits);
      }),
    );
  });
});
