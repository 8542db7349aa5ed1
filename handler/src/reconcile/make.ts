import { Rejection } from '../errors.ts';
import type { Job, Made, OnFinished } from '../image/types.ts';
import type { Manifest } from '../manifest.ts';
import type { Plan } from '../recipe.ts';
import type { Original } from '../store/index.ts';
import { attempt, refuseDeadly } from './attempts.ts';
import type { Observation } from './observe.ts';
import { readOverlays } from './overlays.ts';
import { readOriginal } from './read-ahead.ts';
import { refuseArchived, refuseByNameOrLength } from './refuse.ts';
import { findReusable, type Reuse } from './reuse.ts';
import { type Run, timed } from './run.ts';
import { storeFinished, type Storing } from './store-finished.ts';
import { storeMade } from './store-made.ts';
import { storeRejection } from './store-rejection.ts';

/**
 * Makes the variants of this original, or its rejection. Returns early if it changed meanwhile: the next pass sees
 * that.
 */
export async function make(run: Run, seen: Observation, original: Original): Promise<void> {
  let reuse: Reuse;
  let storing: Storing | null = null;
  try {
    const recorded = recordedRejection(seen.manifest, original, run.plan);
    if (recorded) throw recorded;
    refuseByNameOrLength(run, original);
    reuse = findReusable(seen, original, run.plan);
    if (!isInMemory(run, original, reuse) && (reuse.missing.length > 0 || !reuse.isWithinLimits)) {
      refuseArchived(original);
      refuseDeadly(run, seen, original);
      const bytes = await timed(run, 'read', () => readOriginal(run, original));
      if (bytes === null) return;
      const overlays = await timed(run, 'read', () => readOverlays(run.store, run.plan.uploads, reuse.missing));
      storing = storeFinished(run, seen, original, reuse);
      const onFinished = storing?.onFinished;
      run.made = await timed(run, 'transform', () =>
        attempt(run, original, () => transform(run, { bytes, overlays }, original, reuse, onFinished)),
      );
      run.madeFrom = original.version;
    }
  } catch (error) {
    // Nothing may be written any more, whatever the error is.
    const partial = (await storing?.settle()) ?? [];
    if (!(error instanceof Rejection)) throw error;
    const listed = [...seen.listed, ...partial];
    await timed(run, 'store', () => storeRejection(run, { ...seen, listed }, original, error));
    return;
  }
  run.reused = reuse.sources.size;
  const { made } = run;
  await timed(run, 'store', () => storeMade(run, seen, original, reuse, made, storing));
}

/** If only the storing has to be repeated, the variants are still in memory. */
const isInMemory = ({ made, madeFrom }: Run, { version }: Original, { missing }: Reuse): boolean =>
  madeFrom === version && missing.every((name) => made?.variants.some((each) => each.name === name));

async function transform(
  run: Run,
  read: Pick<Job, 'bytes' | 'overlays'>,
  { focalPoint }: Original,
  { missing, sources }: Reuse,
  onFinished: OnFinished | undefined,
): Promise<Made> {
  run.transforms += 1;
  const job = { ...read, presets: run.plan.uploads, limits: run.limits, focalPoint };
  const made = await run.makeVariants(sources.size === 0 ? job : { ...job, only: missing }, onFinished);
  const names = new Set(made.variants.map(({ name }) => name));
  if (names.size !== missing.length || missing.some((name) => !names.has(name))) {
    throw new Error(`Asked for ${missing.join(', ')} but got ${[...names].join(', ')}`);
  }
  return made;
}

/**
 * What was already found out about exactly this upload, under the same limits and presets. Not that it was archived: S3
 * tells with each observation whether it still is.
 */
export function recordedRejection(
  manifest: Manifest | null,
  { etag, version }: Original,
  plan: Plan,
): Rejection | null {
  if (manifest?.status !== 'rejected') return null;
  const { original, presets, rejection } = manifest;
  if (rejection.code === 'archived') return null;
  const isSame = original.etag === etag && original.version === version && presets === plan.rejectionDigest;
  return isSame ? new Rejection(rejection.code, rejection.message) : null;
}
