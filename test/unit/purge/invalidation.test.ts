import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';

import { signTransform } from '../../../edge/signer/sign.ts';
import { invalidationPaths, MOST_PATHS } from '../../../handler/src/purge/invalidation.ts';
import { hasDotSegment, isOrdinary, spell } from '../../../handler/src/spelling.ts';
import { encodePath } from '../../../handler/src/urls.ts';
import { V8 } from '../../support/edge/engines/v8.ts';
import { ask, CONFIG, deployed } from '../../support/edge/runtime.ts';

/** Few names, so that folders are shared and originals have the names of others' folders. */
const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'ab') },
  { weight: 2, arbitrary: fc.constantFrom('', '*', '~', 'run~1', 'a+b (1)!', "it's%5e", 'é', 'e\u0301', '🖼', 'x*') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).map((s) => s.replaceAll('/', '')) },
);
const path = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((segments) => segments.join('/'))
  .filter((key) => key !== '' && !hasDotSegment(key));
const changes = fc.array(path, { minLength: 1, maxLength: 60 });

// One engine is enough for so many URLs; that all of them answer alike is tested with the viewer function.
const edge = V8.load(await deployed(CONFIG));
const [signingKey = ''] = CONFIG.keys;

/** What the viewer function makes of each kind of URL of a path, and so what CloudFront caches by. */
function cached(key: string): string[] {
  const urls = [
    `/800x600/${encodePath(key)}`,
    `/800x600@avif/${encodePath(key)}`,
    signTransform({ key: signingKey, transform: 'w_3,f_webp', path: key }),
  ];
  return urls.flatMap((url) => {
    const answer = edge(ask(url));
    return 'uri' in answer ? [answer.uri] : [];
  });
}

/**
 * CloudFront's rule: a path that ends in a star stands for all that begin with what comes before it, and others for
 * themselves (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html).
 */
const matches = (invalidation: string, uri: string): boolean =>
  invalidation.endsWith('*') ? uri.startsWith(invalidation.slice(0, -1)) : uri === invalidation;

const below = (folders: readonly string[], key: string): boolean =>
  folders.some((each) => isOrdinary(each) && isOrdinary(key) && key.startsWith(`${each}/`));

describe('invalidation paths', () => {
  test('hold nothing that CloudFront wants encoded or refuses: no per cent sign, no tilde, one star and that at the end', () => {
    fc.assert(
      fc.property(changes, (changed) => {
        expect(invalidationPaths(changed).filter((each) => !/^\/[A-Za-z0-9._/-]*\*$/.test(each))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('at most ten match every cache key of every changed original', () => {
    fc.assert(
      fc.property(changes, (changed) => {
        const paths = invalidationPaths(changed);
        expect(paths.length).toBeGreaterThan(0);
        expect(paths.length).toBeLessThanOrEqual(MOST_PATHS);
        const unmatched = changed.flatMap(cached).filter((uri) => !paths.some((each) => matches(each, uri)));
        expect(unmatched).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('of up to ten changes match no cache key of another original, but for those in a folder of a changed one’s name', () => {
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 10 }), fc.array(path), (changed, others) => {
        const paths = invalidationPaths(changed);
        const untouched = others.filter((key) => !changed.includes(key) && !below(changed, key));
        const matched = untouched.flatMap(cached).filter((uri) => paths.some((each) => matches(each, uri)));
        expect(matched).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('none is broader than it need be: splitting any folder would make more than ten', () => {
    // Four characters and a slash are five bytes, so that the folders of encoded paths end between two characters.
    const names = fc.array(fc.constantFrom('aaaa', 'bbbb', 'cccc', 'dddd'), { minLength: 1, maxLength: 4 });
    const keys = fc.tuple(names, fc.constantFrom('', ' ')).map(([all, end]) => all.join('/') + end);
    fc.assert(
      fc.property(fc.array(keys, { minLength: 1, maxLength: 60 }), (changed) => {
        const paths = invalidationPaths(changed);
        const unit = (key: string): number => (isOrdinary(key) ? 5 : 8);
        const stems = changed.map((key) => (cached(key)[0] ?? '').replace(/[^/]*$/, ''));
        for (const stem of paths.map((each) => each.slice(0, -1)).filter((each) => !stems.includes(each))) {
          const inside = changed.filter((_, at) => stems[at]?.startsWith(stem));
          const parts = inside.map((key) => {
            const uri = cached(key)[0] ?? '';
            // The root holds each top folder, and that of encoded paths.
            if (stem === '/') return uri.slice(1, uri.indexOf('/', 1) + 1);
            return uri.slice(stem.length, stem.length + unit(key));
          });
          expect(paths.length - 1 + new Set(parts).size).toBeGreaterThan(MOST_PATHS);
        }
      }),
      { numRuns: 300 },
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

  test('five hundred changes of encoded paths in three folders purge those three, to the character that a folder decides', () => {
    const folders = ['hüte', 'schuhe', 'mäntel'];
    const changed = Array.from({ length: 500 }, (_, i) => `${folders[i % 3] ?? ''}/nr. ${i}.jpg`);
    const paths = invalidationPaths(changed);
    // A folder's bytes in base32hex, less the character in which the byte after them has a share.
    const expected = folders.map((each) => {
      const bits = [...Buffer.from(`${each}/`)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
      return `/_base32/${(bits.match(/.{5}/g) ?? []).map((five) => parseInt(five, 2).toString(32)).join('')}*`;
    });
    expect(paths).toEqual(expected.sort());
    for (const uri of cached('hüt/nr. 1.jpg')) expect(paths.some((each) => matches(each, uri))).toBe(false);
  });

  test('a crowded folder does not make lonely originals elsewhere lose their precision', () => {
    const crowd = Array.from({ length: 200 }, (_, i) => [`a/${i}.jpg`, `c/nr. ${i}.jpg`]).flat();
    expect(invalidationPaths([...crowd, 'b/c/d/1.jpg', 'b/c/d/2 .jpg', 'e/3.jpg'])).toEqual([
      `/${spell('b/c/d/2 .jpg')}/*`,
      '/_base32/ccn*',
      '/a/*',
      '/b/c/d/1.jpg/*',
      '/e/3.jpg/*',
    ]);
  });

  test('more than ten in the root leave only the root', () => {
    expect(invalidationPaths(Array.from({ length: 11 }, (_, i) => `${i}.jpg`))).toEqual(['/*']);
  });

  test('more than ten encoded ones in the root leave their folder', () => {
    expect(invalidationPaths(['a.jpg', ...Array.from({ length: 11 }, (_, i) => `${i} .jpg`)])).toEqual([
      '/_base32/*',
      '/a.jpg/*',
    ]);
  });

  test('the longest path stays below the 4,000 characters that CloudFront takes', () => {
    expect(invalidationPaths(['€'.repeat(341)])[0]?.length).toBeLessThan(4000);
  });

  test('no change, no path', () => {
    expect(invalidationPaths([])).toEqual([]);
  });

  test('a full batch of ten thousand needs one lookup per segment', () => {
    const changed = Array.from({ length: 10_000 }, (_, i) => `${i % 7}/${i % 101}/${i % 997}/${i}.jpg`);
    const lookups = jest.spyOn(Map.prototype, 'get');
    const paths = invalidationPaths(changed);
    const count = lookups.mock.calls.length;
    lookups.mockRestore();
    expect(paths.length).toBeLessThanOrEqual(MOST_PATHS);
    expect(count).toBeLessThanOrEqual(4 * changed.length);
  });
});
