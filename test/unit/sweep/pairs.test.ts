import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { type Cursor, cursorSchema, pack, startOf, unpack } from '../../../handler/src/sweep/cursor.ts';
import { type Lister, type Pair, openPairs } from '../../../handler/src/sweep/pairs.ts';

/** The order of S3, said once more so that the sweep's own can be wrong. */
const compareKeys = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Names on both sides of `.` and `/`, beginnings of one another, and characters that UTF-16 and UTF-8 order differently. */
const piece = fc.constantFrom('a', '-', '!', '.', '/', '0', '.json', '.js', 'json', '+', '~', '\uffee', '🖼', ' ');
const path = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
const paths = fc.uniqueArray(path, { maxLength: 40 });

const object = (key: string) => ({ key, etag: `etag of ${key}`, bytes: key.length, modified: 0 });

/** Lists as S3 does, and counts what was read. */
function bucketOf(originals: string[], manifests: string[], variants: string[]) {
  const keys = { originals, manifests: manifests.map((path) => `${path}.json`), variants };
  const counts = { originals: 0, manifests: 0, variants: 0 };
  const list: Lister = async function* (prefix, after) {
    for (const key of [...keys[prefix]].sort(compareKeys)) {
      if (after !== null && compareKeys(key, after) <= 0) continue;
      counts[prefix] += 1;
      yield await Promise.resolve(object(key));
    }
  };
  return { list, counts };
}

/** Walks a phase to its end, stopping and going on from the packed cursor every `stop` pairs. */
async function walkAll(list: Lister, from: Cursor, stop = Infinity): Promise<Pair[]> {
  const found: Pair[] = [];
  let cursor = from;
  for (;;) {
    const pairs = openPairs(list, cursor);
    for (let i = 0; i < stop; i += 1) {
      const pair = await pairs.next();
      if (pair === undefined) return found;
      found.push(pair);
    }
    cursor = unpack(cursorSchema.parse(JSON.parse(JSON.stringify(pack(pairs.cursor())))));
  }
}

const sorted = (keys: Iterable<string>) => [...keys].sort(compareKeys);
const stops = fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 9 }));

describe('originals and manifests', () => {
  test('meet whatever their names, each once, however often the sweep is cut and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(paths, paths, stops, async (originals, manifests, stop) => {
        const { list } = bucketOf(originals, manifests, []);
        const found = await walkAll(list, startOf('manifests'), stop);
        expect(sorted(found.map(({ path }) => path))).toEqual(sorted(new Set([...originals, ...manifests])));
        for (const { path, original, derived } of found) {
          expect(original).toEqual(originals.includes(path) ? object(path) : undefined);
          expect(derived).toEqual(manifests.includes(path) ? object(`${path}.json`) : undefined);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('an object under manifests/ that is no manifest is passed over', async () => {
    const list: Lister = async function* (prefix) {
      if (prefix === 'manifests') yield await Promise.resolve(object('readme.txt'));
    };
    expect(await walkAll(list, startOf('manifests'))).toEqual([]);
  });

  test('what is held back while listing is a chain of beginnings of one key, and goes on in a small message', async () => {
    const chain = Array.from({ length: 1000 }, (_, i) => 'a' + '-'.repeat(i));
    const { list } = bucketOf(chain, [], []);
    const pairs = openPairs(list, startOf('manifests'));
    await pairs.next();
    const cursor = pairs.cursor();
    expect(cursor.held.length).toBe(999);
    expect(JSON.stringify(pack(cursor)).replace(/etag of a-*/g, 'x'.repeat(32)).length).toBeLessThan(100_000);
  });

  test('going on does not list again what was listed', async () => {
    const originals = ['photos', ...Array.from({ length: 300 }, (_, i) => `photos-${i}`)];
    const { list, counts } = bucketOf(originals, originals, []);
    await walkAll(list, startOf('manifests'), 10);
    expect(counts.originals).toBe(301);
  });
});

describe('variants', () => {
  const variants = fc
    .uniqueArray(fc.tuple(path, fc.constantFrom('!', '800x600', '800x600~avif', '~w_1')), {
      maxLength: 60,
      selector: (v) => v.join('/'),
    })
    .map((all) => all.map(([path, name]) => `${path}/${name}`));

  test('find their original, or are known to have none, each once, however often the sweep is cut and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(paths, variants, stops, async (originals, keys, stop) => {
        const { list } = bucketOf(originals, [], keys);
        const found = await walkAll(list, startOf('variants'), stop);
        expect(found.map(({ derived }) => derived?.key)).toEqual(sorted(keys));
        for (const { path, original, derived } of found) {
          expect(derived?.key.startsWith(`${path}/`)).toBe(true);
          expect(original?.key).toBe(originals.includes(path) ? path : undefined);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('what is open at a time does not grow with the bucket', async () => {
    const originals = Array.from({ length: 500 }, (_, i) => `folder ${i % 5}/${i}`);
    const { list } = bucketOf(
      originals,
      [],
      originals.map((path) => `${path}/800x600`),
    );
    const pairs = openPairs(list, startOf('variants'));
    let most = 0;
    while ((await pairs.next()) !== undefined) most = Math.max(most, pairs.cursor().held.length);
    expect(most).toBeLessThanOrEqual(3);
  });
});
