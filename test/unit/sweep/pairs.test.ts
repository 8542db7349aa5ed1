import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { isOrdinary, variantKey } from '../../../handler/src/spelling.ts';
import { type Cursor, cursorSchema, PHASES, startOf } from '../../../handler/src/sweep/cursor.ts';
import { continueMessage } from '../../../handler/src/sweep/message.ts';
import { type Listings, openPairs, type Pair } from '../../../handler/src/sweep/pairs.ts';
import { nothing } from '../../../handler/src/sweep/tally.ts';
import { compareKeys, listingsIn } from '../../support/sweep.ts';

/**
 * Names on both sides of `.` and `/`, beginnings of one another, and characters that UTF-16 and UTF-8 order
 * differently.
 */
const piece = fc.constantFrom('a', '-', '!', '.', '/', '0', '.json', '.js', 'json', '+', '~', '\uffee', '🖼', ' ');
const path = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
const paths = fc.uniqueArray(path, { maxLength: 40 });

const jsons = (paths: readonly string[]) => paths.map((path) => `${path}.json`);

/** Walks a phase to its end, stopping and going on from the packed cursor every `stop` pairs. */
async function walkAll(listings: Listings, from: Cursor, stop = Infinity): Promise<Pair[]> {
  const found: Pair[] = [];
  let cursor = from;
  for (;;) {
    const pairs = await openPairs(listings, cursor);
    for (let i = 0; i < stop; i += 1) {
      const pair = await pairs.next();
      if (pair === undefined) return found;
      found.push(pair);
    }
    cursor = cursorSchema.parse(JSON.parse(JSON.stringify(pairs.cursor())));
  }
}

const sorted = (keys: Iterable<string>) => [...keys].sort(compareKeys);
const stops = fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 9 }));

describe('originals and manifests', () => {
  test('are matched once each for any names, however often the sweep is interrupted and continued', async () => {
    await fc.assert(
      fc.asyncProperty(paths, paths, stops, async (originals, manifests, stop) => {
        const listings = listingsIn({ originals, manifests: jsons(manifests) });
        const found = await walkAll(listings, startOf('manifests'), stop);
        expect(sorted(found.map(({ path }) => path ?? ''))).toEqual(sorted(new Set([...originals, ...manifests])));
        const wrong = found.filter(
          ({ path, original, derived }) =>
            original?.key !== (originals.includes(path ?? '') ? path : undefined) ||
            derived?.key !== (manifests.includes(path ?? '') ? `${path ?? ''}.json` : undefined),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('an object under manifests/ that is no manifest belongs to no path', async () => {
    const found = await walkAll(
      listingsIn({ originals: ['z'], manifests: ['readme.txt', 'z.json'] }),
      startOf('manifests'),
      1,
    );
    expect(found.map(({ path, derived }) => [path, derived?.key])).toEqual([
      [null, 'readme.txt'],
      ['z', 'z.json'],
    ]);
  });

  test('continuing lists nothing again, and looks up only what the listing may have passed', async () => {
    const originals = ['photos', ...Array.from({ length: 300 }, (_, i) => `photos-${i}`)];
    const listings = listingsIn({ originals, manifests: jsons(originals) });
    await walkAll(listings, startOf('manifests'), 10);
    // Each of thirty slices reads one row ahead, and asks for "photos" and "photos-12" after "photos-12.json".
    expect(listings.counts.originals).toBeLessThan(301 + 2 * 31);
    expect(listings.counts.found).toBeLessThanOrEqual(2 * 31);
  });
});

describe('variants', () => {
  const variants = fc
    .uniqueArray(fc.tuple(path, fc.constantFrom('!', '800x600', '800x600~avif', '~w_1')), {
      maxLength: 60,
      selector: (v) => v.join('/'),
    })
    .map((all) => all.map(([path, name]) => variantKey(path, name)));
  const foreign = fc.uniqueArray(
    fc.constantFrom('x', 'a b/y', '_base32/!/z', '_base32/0', '_base32/zz/z', '_base320', 'a//x'),
  );

  test('find their original, or are known to have none, each once, however often the sweep is cut and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(paths, variants, foreign, stops, async (originals, own, others, stop) => {
        const listings = listingsIn({ originals, variants: [...own, ...others] });
        const found = [
          ...(await walkAll(listings, startOf('variants'), stop)),
          ...(await walkAll(listings, startOf('encoded variants'), stop)),
        ];
        expect(sorted(found.map(({ derived }) => derived?.key ?? ''))).toEqual(sorted([...own, ...others]));
        const wrong = found.filter(({ path, original, derived }) =>
          path === null
            ? !others.some((other) => other === derived?.key)
            : derived?.key.startsWith(variantKey(path, '')) !== true ||
              original?.key !== (originals.includes(path) ? path : undefined),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test('of ordinary paths are read without those of the others, but for the first of them', async () => {
    const encoded = Array.from({ length: 500 }, (_, i) => variantKey(`${i} x.jpg`, '800x600'));
    const listings = listingsIn({ originals: ['a', 'z'], variants: [...encoded, 'Z/800x600', 'z/800x600'] });
    const found = await walkAll(listings, startOf('variants'));
    expect(found.map(({ path }) => path)).toEqual(['Z', 'z']);
    expect(listings.counts.variants).toBe(3);
  });
});

describe('locks', () => {
  test('are each met once with the path they lie beside, or with none', async () => {
    const found = await walkAll(listingsIn({ locks: ['a/b.jpg/wide', 'a/b.jpg/.pABCDEF', 'x'] }), startOf('locks'), 1);
    expect(found.map(({ path }) => path)).toEqual(['a/b.jpg', 'a/b.jpg', null]);
  });
});

describe('the message that goes on', () => {
  /** Keys as deep and as awkward as S3 takes them: 1,024 bytes under the shortest prefix. */
  const deep = fc
    .tuple(
      fc.constantFrom('/', '-', '.', '!', '\u0001', '\u0800', '\uffee', '🖼', 'a/', '"', '\\'),
      fc.integer({ min: 1, max: 1024 }),
    )
    .map(([piece, length]) =>
      Array.from(piece.repeat(length)).reduce(
        (key, next) => (Buffer.byteLength(key + next) > 1015 ? key : key + next),
        '',
      ),
    );

  test('stays far below the 256 KB of SQS, however deep the keys are and wherever it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(deep, fc.constantFrom(...PHASES), fc.integer({ min: 0, max: 1200 }), async (key, phase, cut) => {
        const chain = Array.from(key).map((_, i, all) => all.slice(0, i + 1).join(''));
        const variants = chain.map((path) => variantKey(path, 'x')).filter((spelled) => spelled.length < 1015);
        const listings = listingsIn({ originals: [...chain, 'z'], manifests: jsons(chain), variants, locks: chain });
        const pairs = await openPairs(listings, startOf(phase));
        for (let i = 0; i < cut; i += 1) if ((await pairs.next()) === undefined) break;
        const pace = { rate: 300, backlog: 1_000_000 };
        const rest = { id: 'x'.repeat(36), begun: 2e12, dryRun: true, pace, cursor: pairs.cursor(), tally: nothing };
        expect(continueMessage(rest).length).toBeLessThan(16_384);
      }),
      { numRuns: 30 },
    );
  });

  test('and goes on where five hundred uploads lie in one another', async () => {
    const chain = Array.from({ length: 500 }, (_, i) => Array.from({ length: i + 1 }, () => 'a').join('/'));
    const listings = listingsIn({ originals: [...chain, 'b'], variants: chain.map((path) => variantKey(path, 'x')) });
    const found = await walkAll(listings, startOf('variants'), 100);
    expect(found.filter(({ original, path }) => isOrdinary(path ?? '') && original?.key === path)).toHaveLength(500);
  });
});
