import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { invalidationPaths, MOST_PATHS } from '../../../handler/src/invalidation.ts';
import { encodePath } from '../../../handler/src/urls.ts';

/** Few names, so that folders are shared and originals have the names of others' folders. */
const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'ab') },
  { weight: 2, arbitrary: fc.constantFrom('', '*', '~', 'run~1', 'a+b (1)!', "it's%2e", 'é', 'e\u0301', '🖼', 'x*') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).map((s) => s.replaceAll('/', '')) },
);
const path = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((segments) => segments.join('/'))
  .filter((key) => key !== '');
const changes = fc.array(path, { minLength: 1, maxLength: 60 });

/** The URL path under which CloudFront caches a variant, as the viewer function rewrites it. */
const cached = (key: string) => `/${encodePath(key)}/800x600@avif`;
const covers = (wildcard: string, uri: string) => uri.startsWith(wildcard.slice(0, -1));

describe('invalidation paths', () => {
  test('every changed original is covered, by at most ten wildcards, the only star of each at its end', () => {
    fc.assert(
      fc.property(changes, (changed) => {
        const wildcards = invalidationPaths(changed);
        expect(wildcards.length).toBeGreaterThan(0);
        expect(wildcards.length).toBeLessThanOrEqual(MOST_PATHS);
        for (const wildcard of wildcards) expect(wildcard).toMatch(/^\/[A-Za-z0-9\-._%/]*\*$/);
        for (const key of changed) expect(wildcards.some((wildcard) => covers(wildcard, cached(key)))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('none is broader than it need be: splitting any folder would make more than ten', () => {
    const plain = changes.map((keys) => keys.map((key) => key.replaceAll('~', '-')));
    fc.assert(
      fc.property(plain, (changed) => {
        const wildcards = invalidationPaths(changed);
        for (const wildcard of wildcards) {
          const folder = wildcard.slice(0, -1);
          const below = new Set(
            changed
              .map((key) => `/${encodePath(key)}/`)
              .filter((key) => key.startsWith(folder))
              .map((key) => key.slice(0, key.indexOf('/', folder.length) + 1)),
          );
          const itself = below.has('') || changed.some((key) => `/${encodePath(key)}/` === folder);
          if (!itself) expect(wildcards.length - 1 + below.size).toBeGreaterThan(MOST_PATHS);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('up to ten changes purge nothing but themselves', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 10 }), (numbers) => {
        const changed = numbers.map((n) => `folder ${n % 3}/photo-${n}.jpg`);
        expect(invalidationPaths(changed)).toEqual(changed.map((key) => `/${encodePath(key)}/*`).sort());
      }),
    );
  });

  test('the order and repetition of messages change nothing', () => {
    fc.assert(
      fc.property(changes, (changed) => {
        expect(invalidationPaths([...changed].reverse().concat(changed))).toEqual(invalidationPaths(changed));
      }),
    );
  });

  test('five hundred changes in three folders purge those three', () => {
    const changed = Array.from({ length: 500 }, (_, i) => `shop/${['hats', 'shoes', 'coats'][i % 3] ?? ''}/${i}.jpg`);
    expect(invalidationPaths(changed)).toEqual(['/shop/coats/*', '/shop/hats/*', '/shop/shoes/*']);
  });

  test('a crowded folder does not make lonely originals elsewhere lose their precision', () => {
    const changed = [...Array.from({ length: 200 }, (_, i) => `a/${i}.jpg`), 'b/c/d/1.jpg', 'b/c/d/2.jpg', 'e/3.jpg'];
    expect(invalidationPaths(changed)).toEqual(['/a/*', '/b/c/d/1.jpg/*', '/b/c/d/2.jpg/*', '/e/3.jpg/*']);
  });

  test('more than ten in the root leave only the root', () => {
    expect(invalidationPaths(Array.from({ length: 11 }, (_, i) => `${i}.jpg`))).toEqual(['/*']);
  });

  test.each([
    [
      'spaces, signs and letters are spelt as the viewer function spells them',
      'a b/ü+(1).jpg',
      '/a%20b/%C3%BC%2B%281%29.jpg/*',
    ],
    ['a star in a key is not a wildcard', 'a*.jpg', '/a%2A.jpg/*'],
    ['a percent sign is encoded once', '100%25.jpg', '/100%2525.jpg/*'],
    ['a tilde ends the path before it, because CloudFront takes it in no spelling', 'a/run~1.jpg', '/a/run*'],
  ])('%s', (_, key, expected) => {
    expect(invalidationPaths([key])).toEqual([expected]);
  });

  test('the longest key stays below the 4,000 characters that CloudFront takes', () => {
    expect(invalidationPaths(['€'.repeat(341)])[0]?.length).toBeLessThan(4000);
  });

  test('no change, no path', () => {
    expect(invalidationPaths([])).toEqual([]);
  });

  test('a full batch of ten thousand takes less than a second', () => {
    const changed = Array.from({ length: 10_000 }, (_, i) => `${i % 7}/${i % 101}/${i % 997}/${i}.jpg`);
    const start = performance.now();
    expect(invalidationPaths(changed).length).toBeLessThanOrEqual(MOST_PATHS);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
