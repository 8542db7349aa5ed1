import type { Plan } from '../../handler/src/recipe.ts';
import { recordIn } from '../../handler/src/reconcile/observe.ts';
import { findReusable } from '../../handler/src/reconcile/reuse.ts';
import { legible, type StoredManifest } from '../../handler/src/store/index.ts';
import type { Walked } from '../../handler/src/store/walk.ts';
import { judge, type Judgement } from '../../handler/src/sweep/judge.ts';

/** What a look at one original will be, as its manifest tells: the sweep judges by the same. */
export interface Work {
  /** Variants that have to be made, of how many that the presets ask for. */
  readonly make: number;
  readonly of: number;
  /** Variants of the same recipe, which are kept or copied. */
  readonly kept: number;
}

/** Judges one original like the sweep; null if there is nothing to do about it. */
export async function workOf(
  original: Walked,
  stored: StoredManifest,
  written: number,
  plan: Plan,
  settledBefore: number,
): Promise<Work | null> {
  const by: Judgement = {
    plan,
    settledBefore,
    storable: () => true,
    isCompared: () => false,
    readManifest: () => Promise.resolve(stored),
    listVariants: () => Promise.resolve([]),
  };
  const derived = stored === null ? undefined : { key: original.key, etag: '', bytes: 0, modified: written };
  const verdict = await judge('manifests', { path: original.key, original, derived }, by);
  if (verdict === null || verdict === 'recent' || verdict === 'foreign') return null;
  const of = plan.made.size;
  const manifest = legible(stored);
  if (manifest === null || verdict === 'stale') return { make: of, of, kept: 0 };
  // The variants are there as far as the manifest tells; the look itself finds out.
  const listed = recordIn(manifest)?.variants.map(({ name, etag }) => ({ name, etag, modified: 0 })) ?? [];
  const version = manifest.original.version;
  const { missing } = findReusable({ manifest, listed }, { etag: original.etag, bytes: original.bytes, version }, plan);
  return { make: missing.length, of, kept: of - missing.length };
}

/** A sample of all originals, each with the same chance, whatever their number (algorithm R of Waterman, in Knuth 3.4.2). */
export class Reservoir<T> {
  readonly sample: T[] = [];
  seen = 0;
  readonly #most: number;
  readonly #random: () => number;

  constructor(most: number, random: () => number = Math.random) {
    this.#most = most;
    this.#random = random;
  }

  add(item: T): void {
    this.seen += 1;
    if (this.sample.length < this.#most) this.sample.push(item);
    else {
      const at = Math.floor(this.#random() * this.seen);
      if (at < this.#most) this.sample[at] = item;
    }
  }
}

/** What the work of all originals is estimated to be. */
export interface Estimate {
  readonly originals: number;
  /** Originals that have work, and the half-width of its 95 % interval (0 if all were looked at). */
  readonly outdated: number;
  readonly plusMinus: number;
  /** Variants that will be made, and those that are kept although their original is looked at. */
  readonly make: number;
  readonly kept: number;
  /** Share of a whole original's variants that the average look makes: 0 to 1. */
  readonly share: number;
}

export function estimate(originals: number, works: readonly (Work | null)[]): Estimate {
  const sampled = works.length;
  if (sampled === 0) return { originals, outdated: 0, plusMinus: 0, make: 0, kept: 0, share: 0 };
  const busy = works.filter((work) => work !== null);
  const share = busy.length / sampled;
  const scale = originals / sampled;
  const [make, kept] = [sum(busy.map((work) => work.make)), sum(busy.map((work) => work.kept))];
  // Of a sample without replacement, with the correction for a finite population.
  const finite = originals <= 1 ? 0 : (originals - sampled) / (originals - 1);
  return {
    originals,
    outdated: Math.round(busy.length * scale),
    plusMinus: Math.round(1.96 * originals * Math.sqrt((share * (1 - share) * finite) / sampled)),
    make: Math.round(make * scale),
    kept: Math.round(kept * scale),
    share: busy.length === 0 ? 0 : make / Math.max(1, sum(busy.map(({ of }) => of))),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Share of the capacity that a backfill takes: the rest is left to new uploads. */
const SHARE_OF_CAPACITY = 0.8;
/** Most that the sweep's queue is asked for a second: `sweep.limits.rate_per_second` goes as far. */
const HIGHEST_RATE = 300;
/** So many seconds of work may wait in the process queue before the sweep gives way: new uploads wait behind it. */
const BACKLOG_SECONDS = 20;

/**
 * The pace that leaves a fifth of the process function's concurrency to new uploads.
 * @param concurrency of the function's trigger
 * @param seconds that a look takes
 */
export function paceFor(concurrency: number, seconds: number): { rate: number; backlog: number } {
  const rate = Math.max(1, Math.min(HIGHEST_RATE, Math.floor((SHARE_OF_CAPACITY * concurrency) / seconds)));
  return { rate, backlog: Math.max(20, rate * BACKLOG_SECONDS) };
}
