import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { bytesOf, createKeys, listedKey, LONGEST_KEY_BYTES, MARK_BYTES } from '../../../handler/src/keys.ts';
import { PREFIXES } from '../../support/simulation/index.ts';

const keys = createKeys(PREFIXES);
const NAMES = ['800x600', '800x600~webp', '800x600~avif'];

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
  fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,8}(~webp|~avif)?$/),
);

describe('keys', () => {
  test('map back to the path they were made from, for any characters', () => {
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

  test('in a listing are encoded like a form if it says so, and as they are if it does not', () => {
    fc.assert(
      fc.property(paths, (path) => {
        const encoded = new URLSearchParams({ '': path }).toString().slice(1);
        expect(listedKey(encoded, { EncodingType: 'url' })).toBe(path);
        expect(listedKey(path, {})).toBe(path);
      }),
      { numRuns: 50 },
    );
  });

  test('distinguish composed and decomposed letters, as S3 does', () => {
    expect(keys.original('\u00e9.jpg')).not.toBe(keys.original('e\u0301.jpg'));
  });

  test('of variants lie directly under their own path only, though one path may begin with another', () => {
    const ordinary = fc.stringMatching(/^[a-c](\/[a-c]){0,2}$/);
    fc.assert(
      fc.property(fc.oneof(ordinary, paths), paths, names, (path, below, name) => {
        for (const other of [`${path}/${below}`, `${path}/x`, below]) {
          const key = keys.variant(other, name);
          const directly = key.startsWith(keys.variants(path)) && !key.slice(keys.variants(path).length).includes('/');
          expect(directly).toBe(other === path);
        }
      }),
    );
  });

  test('of variants hold unreserved characters only; all others hold the path as it is', () => {
    fc.assert(
      fc.property(paths, names, (path, name) => {
        expect(keys.variant(path, name)).toMatch(/^[A-Za-z0-9._~/-]+$/);
        expect(keys.original(path)).toContain(path);
        expect(keys.manifest(path)).toContain(path);
        expect(keys.lock(path, name)).toContain(path);
      }),
    );
  });

  test('under the prefix of variants that are not canonical map to no path', () => {
    const unspelt = fc.oneof(
      paths,
      fc.stringMatching(/^_base32\/[0-9a-w]{0,9}$/),
      fc.constantFrom('a b', 'a//b', '_base32', '_base32/c4n6kgj7', '_base32/c4g65', '_base32/c4g64/x', 'a/../b', ''),
    );
    fc.assert(
      fc.property(unspelt, names, (spelled, name) => {
        const address = keys.addressOfVariant(`${PREFIXES.variants}${spelled}/${name}`);
        if (address === null) return;
        expect(keys.variant(address.path, address.name)).toBe(`${PREFIXES.variants}${spelled}/${name}`);
      }),
    );
    expect(keys.addressOfVariant(`${PREFIXES.variants}a b/800x600`)).toBeNull();
    expect(keys.addressOfVariant(`${PREFIXES.variants}_base32/c4n6kgj7/800x600`)).toBeNull();
  });

  test.each([
    ['variants/a.jpg', (key: string) => keys.pathOfOriginal(key)],
    ['originals/a.jpg', (key: string) => keys.pathOfManifest(key)],
    ['manifests/a.txt', (key: string) => keys.pathOfManifest(key)],
    ['Manifests/a.json', (key: string) => keys.pathOfManifest(key)],
    ['originals/a.jpg/800x600', (key: string) => keys.addressOfVariant(key)],
    ['Variants/a.jpg/800x600', (key: string) => keys.addressOfVariant(key)],
    ['variants/800x600', (key: string) => keys.addressOfVariant(key)],
  ])('of another kind lead nowhere: %s', (key, read) => {
    expect(read(key)).toBeNull();
  });
});

describe('a path that no URL or key can carry', () => {
  test.each(['.', '..', '../a.jpg', 'a/./b.jpg', 'a/..', 'a/../b'])('is refused for its dot segment: %s', (path) => {
    expect(keys.problem(path, NAMES)).toMatchObject({ code: 'bad_key' });
    expect(keys.problem(path, NAMES)?.message).toMatch(/segment "\.\.?", which browsers resolve .*rename/);
  });

  test.each([
    '%2e%2e/a',
    'a/%252E/b',
    'a%2F..%2Fb',
    'x/%2525252525252525252525252e',
    `x/${'%41'.repeat(129)}`,
    `${'%41'.repeat(65)}/${'%41'.repeat(64)}`,
  ])('is refused for what becomes a dot segment when it is decoded too often, or is too much to decode: %s', (path) => {
    expect(keys.problem(path, NAMES)).toMatchObject({ code: 'bad_key' });
    expect(keys.problem(path, NAMES)?.message).toMatch(/segment "[^"]*%[^"]*", which percent-decoding.*rename/);
  });

  test('is one with more encoded characters than anybody encodes, in all its segments together', () => {
    const path = (count: number) => `${'%41'.repeat(64)}/${'%2541'.repeat(count)}`;
    expect(keys.problem(path(32), NAMES)).toBeNull();
    expect(keys.problem(path(33), NAMES)).toMatchObject({ code: 'bad_key' });
  });

  test('is one with half of a surrogate pair', () => {
    expect(keys.problem('a\ud800.jpg', NAMES)?.message).toMatch(/lone surrogate.*rename/);
  });

  test.each([
    '...',
    '.a',
    'a./b..',
    '%2e%2ea',
    '100%',
    '%41',
    '%252525252525252525252541',
    'a\\..\\b',
    '\0',
    'a?b#c',
    'a//b',
    '/a',
    'a/',
    '~a',
    '-',
  ])('is not this one: %j', (path) => {
    expect(keys.problem(path, NAMES)).toBeNull();
  });

  test('is the empty one', () => {
    expect(keys.problem('', NAMES)?.message).toContain('"originals/" itself');
  });

  test('is one that leaves no room for the longest variant name, to the byte', () => {
    const longest = LONGEST_KEY_BYTES - bytesOf(`${PREFIXES.variants}/800x600~avif`);
    expect(keys.problem('a'.repeat(longest), NAMES)).toBeNull();
    expect(keys.problem('a'.repeat(longest + 1), NAMES)?.message).toMatch(
      /^The path is \d+ bytes long and would .*"800x600~webp".*shorten the path by 1 bytes/,
    );
  });

  test('is one whose spelling leaves no room, which is eight bytes for five: how much it is too long is said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 350 }), (letters, more) => {
        const variants = ['p'.repeat(letters)];
        const room = LONGEST_KEY_BYTES - bytesOf(`${PREFIXES.variants}_base32//${variants.join()}`);
        const longest = Math.floor((room * 5) / 8);
        expect(keys.problem(' '.repeat(longest), variants)).toBeNull();
        const path = ' '.repeat(longest + more);
        const message = keys.problem(path, variants)?.message ?? '';
        expect(message).toMatch(
          /^The path is \d+ bytes long, is spelt in \d+ because .* single slashes only, and would/,
        );
        const shorter = Number(/shorten the path by (\d+) bytes/.exec(message)?.[1]);
        expect(keys.problem(path.slice(shorter), variants)).toBeNull();
        expect(keys.problem(path.slice(shorter - 1), variants)).not.toBeNull();
      }),
    );
  });

  test('is one that leaves no room for its manifest, however short the presets are', () => {
    const longest = LONGEST_KEY_BYTES - bytesOf(`${PREFIXES.manifests}.json`);
    expect(keys.problem('a'.repeat(longest), ['s'])).toBeNull();
    expect(keys.storable('a'.repeat(longest))).toBe(true);
    expect(keys.problem('a'.repeat(longest + 1), ['s'])).not.toBeNull();
    expect(keys.storable('a'.repeat(longest + 1))).toBe(false);
  });

  test('is every one whose variants, locks, marks or manifest would not fit, and no other', () => {
    const around = fc.oneof(
      fc.integer({ min: 980, max: 1024 }).map((length) => 'p'.repeat(length)),
      fc.integer({ min: 590, max: 640 }).map((length) => '+'.repeat(length)),
    );
    fc.assert(
      fc.property(around, fc.array(names, { minLength: 1 }), (path, some) => {
        const needed = some.flatMap((name) => [keys.variant(path, name), keys.lock(path, name)]);
        const lengths = [...needed, keys.manifest(path)].map(bytesOf);
        const fits = Math.max(...lengths, bytesOf(keys.locks(path)) + MARK_BYTES) <= LONGEST_KEY_BYTES;
        expect(keys.problem(path, some) === null).toBe(fits);
      }),
    );
  });

  test('can be recorded if its manifest and its marks fit, whatever the prefixes are', () => {
    const lengths = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(lengths, lengths, fc.integer({ min: 950, max: 1024 }), (manifests, locks, length) => {
        const prefixes = { ...PREFIXES, manifests: `${'m'.repeat(manifests)}/`, locks: `${'l'.repeat(locks)}/` };
        const path = 'p'.repeat(length);
        const manifest = `${prefixes.manifests}${path}.json`;
        const mark = `${prefixes.locks}${path}/${'n'.repeat(MARK_BYTES)}`;
        const fits = manifest.length <= LONGEST_KEY_BYTES && mark.length <= LONGEST_KEY_BYTES;
        expect(createKeys(prefixes).storable(path)).toBe(fits);
        if (!fits) expect(createKeys(prefixes).problem(path, ['s'])).not.toBeNull();
      }),
    );
  });
});
