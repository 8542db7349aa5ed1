import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { variantKey } from '../../../handler/src/spelling.ts';
import { type Cursor, type Phase, PHASES, startOf } from '../../../handler/src/sweep/cursor.ts';
import { comparePositions, type Until } from '../../../handler/src/sweep/range.ts';
import { runSlice } from '../../../handler/src/sweep/slice.ts';
import { middleOf, splitOf } from '../../../handler/src/sweep/split.ts';
import { nothing, type Tally } from '../../../handler/src/sweep/tally.ts';
import { type Bucketful, compareKeys, JUDGEMENT, listingsIn } from '../../support/sweep.ts';

/** Names on both sides of `.` and `/`, beginnings of one another, and what UTF-16 and UTF-8 order differently. */
const piece = fc.constantFrom('a', 'b', '-', '!', '.', '/', '0', '.json', '+', '\u0001', '\uffee', '🖼', ' ');
const path = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
const paths = fc.uniqueArray(path, { maxLength: 25 });

const bucketfuls: fc.Arbitrary<Bucketful> = fc.record({
  originals: paths,
  manifests: paths.map((all) => all.map((each) => `${each}.json`)),
  variants: fc
    .uniqueArray(fc.tuple(path, fc.constantFrom('800x600', '800x600~avif')), { selector: (each) => each.join(' ') })
    .map((all) => all.map(([each, name]) => variantKey(each, name))),
  locks: paths.map((all) => all.map((each) => `${each}/.pABCDEF`)),
});

interface Swept {
  readonly queued: string[];
  readonly tally: Tally;
}

/** Judges everything in a range; what was judged how often shows in the tally. */
async function sweep(of: Bucketful, from: Cursor, until: Until): Promise<Swept> {
  const queued: string[] = [];
  const { tally } = await runSlice(
    {
      listings: listingsIn(of),
      by: JUDGEMENT,
      queue: (some) => Promise.resolve(void queued.push(...some)),
      isBusy: () => Promise.resolve(false),
      isTimeUp: () => false,
      until: () => until,
      // One pair in each batch: a path is queued once for each pair that is found.
      batchSize: 1,
    },
    { cursor: from, dryRun: false },
  );
  return { queued, tally };
}

const sumOf = (parts: readonly Swept[]): Swept => ({
  queued: parts.flatMap(({ queued }) => queued).sort(compareKeys),
  tally: parts.reduce(
    (sum, { tally }) =>
      Object.fromEntries(Object.entries(sum).map(([k, n]) => [k, n + tally[k as keyof Tally]])) as Tally,
    nothing,
  ),
});

const inRanges = async (of: Bucketful, cuts: readonly Cursor[]): Promise<Swept> => {
  const ends: Until[] = [...cuts, null];
  const starts = [startOf('manifests'), ...cuts];
  return sumOf(await Promise.all(starts.map((from, i) => sweep(of, from, ends[i] ?? null))));
};

const cutAt = (phase: Phase, key: string | null): Cursor => ({ phase, done: key, path: null });

/** The keys that a sweep comes by in a phase. */
function keysOf({ originals = [], manifests = [], variants = [], locks = [] }: Bucketful, phase: Phase): string[] {
  if (phase === 'manifests') return [...originals.map((each) => `${each}.json`), ...manifests];
  if (phase === 'locks') return [...locks];
  return variants.filter((key) => key.startsWith('_base32/') === (phase === 'encoded variants'));
}

describe('ranges of positions', () => {
  test('find together, each once, what one sweep finds, wherever and however often it is cut: between keys and at them', async () => {
    const cut = fc.record({ phase: fc.constantFrom(...PHASES), key: fc.option(path), at: fc.option(fc.nat()) });
    await fc.assert(
      fc.asyncProperty(bucketfuls, fc.array(cut, { maxLength: 6 }), async (of, wanted) => {
        const cuts = wanted.map(({ phase, key, at }) => {
          const keys = at === null ? [] : keysOf(of, phase);
          const between = phase === 'encoded variants' && key !== null ? variantKey(`${key} `, '') : key;
          return cutAt(phase, keys[(at ?? 0) % keys.length] ?? between);
        });
        const whole = sumOf([await sweep(of, startOf('manifests'), null)]);
        expect(await inRanges(of, cuts.sort(comparePositions))).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  test('and so do those that a sweep chooses, as it cuts what is left again and again', async () => {
    await fc.assert(
      fc.asyncProperty(bucketfuls, fc.array(fc.nat(), { maxLength: 8 }), async (of, turns) => {
        const cuts: Cursor[] = [];
        for (const turn of turns) {
          const at = turn % (cuts.length + 1);
          const from = cuts[at - 1] ?? startOf('manifests');
          const split = await splitOf(listingsIn(of), from, cuts[at] ?? null);
          if (split === null) continue;
          expect(comparePositions(from, split)).toBeLessThan(0);
          cuts.splice(at, 0, split);
        }
        const whole = sumOf([await sweep(of, startOf('manifests'), null)]);
        expect(await inRanges(of, cuts)).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  test('read no further than they go: not to the next variant, nor to its original', async () => {
    const originals = Array.from({ length: 200 }, (_, i) => `photo ${String(i).padStart(3, '0')}`);
    const listings = listingsIn({ originals, variants: [variantKey('photo 000', 'x'), variantKey('photo 199', 'x')] });
    const split = await splitOf(listings, startOf('encoded variants'), startOf('locks'));
    if (split === null) throw new Error('Two variants can be cut apart');
    listings.counts.originals = 0;
    const context = {
      listings,
      by: JUDGEMENT,
      queue: () => Promise.resolve(),
      isBusy: () => Promise.resolve(false),
      isTimeUp: () => false,
      batchSize: 10,
    };
    await runSlice({ ...context, until: () => split }, { cursor: startOf('encoded variants'), dryRun: false });
    await runSlice({ ...context, until: () => startOf('locks') }, { cursor: split, dryRun: false });
    expect(listings.counts.originals).toBeLessThan(10);
  });
});

describe('the middle of a range', () => {
  const firstOf = (keys: readonly string[]) => (after: string | null) =>
    Promise.resolve([...keys].sort(compareKeys).find((key) => after === null || compareKeys(key, after) > 0));

  test('has keys on both sides, whatever they are, if the range has two', async () => {
    await fc.assert(
      fc.asyncProperty(paths, fc.option(path), fc.option(path), async (keys, after, until) => {
        const within = keys.filter(
          (key) => (after === null || compareKeys(key, after) > 0) && (until === null || compareKeys(key, until) <= 0),
        );
        const middle = await middleOf(firstOf(keys), after, until);
        if (within.length < 2) {
          expect(middle).toBeNull();
          return;
        }
        const before = within.filter((key) => compareKeys(key, middle ?? '') <= 0).length;
        expect([before > 0, before < within.length]).toEqual([true, true]);
      }),
      { numRuns: 300, examples: [[['a', 'a '], null, null]] },
    );
  });

  test('is near the half of what is evenly spread: by letter, by hash, by year and tenant', async () => {
    const spread = (names: readonly string[]) => names.map((name) => `customers/${name}/photo.jpg`);
    const hex = spread(Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0')));
    const letters = spread(Array.from('abcdefghijklmnopqrstuvwxyz'));
    for (const keys of [hex, letters]) {
      const middle = await middleOf(firstOf(keys), null, null);
      const before = keys.filter((key) => compareKeys(key, middle ?? '') <= 0).length / keys.length;
      expect(before).toBeGreaterThan(0.2);
      expect(before).toBeLessThan(0.8);
    }
  });
});
