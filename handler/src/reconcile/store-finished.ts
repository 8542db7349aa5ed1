import pLimit from 'p-limit';

import { lazily } from '../image/lazily.ts';
import type { MadeVariant, OnFinished, SourceSize } from '../image/types.ts';
import { recipeIn } from '../recipe.ts';
import type { Listed, Original } from '../store/index.ts';
import { REQUESTS_AT_ONCE } from './each.ts';
import type { Observation } from './observe.ts';
import { prepare, type Prepared, storeOne } from './prepare.ts';
import type { Reuse } from './reuse.ts';
import type { Run } from './run.ts';

/** The storing of a pass, from before its variants are made. */
export interface Storing {
  /** Begins when the first variant is finished: an original that can't be decoded needs none of it. */
  readonly prepared: () => Promise<Prepared | null>;
  /** By name: the ETag with which it was stored; null if another function has written there. */
  readonly stored: ReadonlyMap<string, Promise<string | null>>;
  readonly onFinished: OnFinished;
  /**
   * Waits until nothing more is written, and returns what was: it has to go if the others can never be made.
   * @throws the first transient error: then it is not known what was stored
   */
  readonly settle: () => Promise<Listed[]>;
}

/**
 * Stores each variant as soon as it is finished, where nothing is stored under its name. What replaces another waits until
 * all are made: until then, browsers get all of them from one original. It is prepared meanwhile.
 *
 * Null if variants of a good original are kept when a broken one replaces it: then nothing is done that could turn out to
 * have been in vain, not even a mark of a purge.
 */
export function storeFinished(run: Run, seen: Observation, original: Original, reuse: Reuse): Storing | null {
  if (run.plan.onReject === 'keep' && seen.listed.length > 0) return null;
  let begun = false;
  const prepared = lazily(() => {
    begun = true;
    return prepare(run, seen, original, reuse);
  });
  const taken = new Set(seen.listed.map(({ name }) => name));
  const stored = new Map<string, Promise<string | null>>();
  const inTurn = pLimit(REQUESTS_AT_ONCE);
  const store = async (variant: MadeVariant, source: SourceSize): Promise<string | null> => {
    if ((await prepared()) === null) return null;
    const recipe = recipeIn(run.plan.recipes(reuse.image ?? source, original.focalPoint), variant.name);
    return storeOne(run, variant, { original: original.etag, recipe }, null);
  };
  return {
    prepared,
    stored,
    onFinished: (variant, source) => {
      // Whoever waits for these hears of their failures.
      prepared().catch(() => undefined);
      if (taken.has(variant.name)) return;
      const storing = inTurn(() => store(variant, source));
      storing.catch(() => undefined);
      stored.set(variant.name, storing);
    },
    settle: async () => {
      const outcomes = await Promise.allSettled([...(begun ? [prepared()] : []), ...stored.values()]);
      const failure = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failure !== undefined) throw failure.reason;
      const written = await Promise.all([...stored].map(async ([name, etag]) => ({ name, etag: await etag })));
      return written.flatMap(({ name, etag }) => (etag === null ? [] : [{ name, etag, modified: run.now() }]));
    },
  };
}
