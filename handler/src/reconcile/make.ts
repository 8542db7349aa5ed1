import { Rejection } from '../errors.ts';
import { checkBytes } from '../image/inspect/check.ts';
import type { Job, Made } from '../image/types.ts';
import type { Plan } from '../recipe.ts';
import { archivedRejection, type Original, type StoredManifest } from '../store/index.ts';
import { attempt, refuseDeadly } from './attempts.ts';
import type { Observation } from './observe.ts';
import { readOverlays } from './overlays.ts';
import { findReusable, type Reuse } from './reuse.ts';
import { type Run, timed } from './run.ts';
import { storeMade } from './store-made.ts';
import { storeRejection } from './store-rejection.ts';

/**
 * Makes the variants of this original, or its rejection. Returns early if it changed meanwhile: the next pass sees
 * that.
 */
export async function make(run: Run, seen: Observation, original: Original): Promise<void> {
  let reuse: Reuse;
  try {
    const recorded = recordedRejection(seen.manifest, original, run.plan);
    if (recorded) throw recorded;
    refuseByNameOrLength(run, original);
    reuse = findReusable(seen, original, run.plan);
    if (!isInMemory(run, original, reuse) && (reuse.missing.length > 0 || !reuse.isWithinLimits)) {
      refuseArchived(original);
      refuseDeadly(run, seen, original);
      const bytes = await timed(run, 'read', () => run.store.originals.read(run.path, original));
      if (bytes === null) return;
      const overlays = await timed(run, 'read', () => readOverlays(run.store, run.plan.uploads, reuse.missing));
      run.made = await timed(run, 'transform', () =>
        attempt(run, original, () => transform(run, { bytes, overlays }, original, reuse)),
      );
      run.madeFrom = original.version;
    }
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    await timed(run, 'store', () => storeRejection(run, seen, original, error));
    return;
  }
  run.reused = reuse.sources.size;
  const { made } = run;
  await timed(run, 'store', () => storeMade(run, seen, original, reuse, made));
}

/** If only the storing has to be repeated, the variants are still in memory. */
const isInMemory = ({ made, madeFrom }: Run, { version }: Original, { missing }: Reuse): boolean =>
  made !== null && madeFrom === version && missing.every((name) => made.variants.some((each) => each.name === name));

/**
 * Checks everything that needs no download of the body.
 * @throws Rejection
 */
export function refuseUnread(run: Pick<Run, 'keys' | 'path' | 'plan' | 'limits'>, original: Original): void {
  refuseByNameOrLength(run, original);
  refuseArchived(original);
}

/** @throws Rejection even if nothing of the original has to be read */
function refuseByNameOrLength(
  { keys, path, plan, limits }: Pick<Run, 'keys' | 'path' | 'plan' | 'limits'>,
  { bytes }: Original,
): void {
  const problem = keys.problem(path, [...plan.made, ...plan.onRequest]);
  if (problem) throw problem;
  checkBytes(bytes, limits);
}

function refuseArchived({ archived }: Original): void {
  if (archived === true) throw archivedRejection();
}

async function transform(
  run: Run,
  read: Pick<Job, 'bytes' | 'overlays'>,
  { focalPoint }: Original,
  { missing, sources }: Reuse,
): Promise<Made> {
  run.transforms += 1;
  const job = { ...read, presets: run.plan.uploads, limits: run.limits, focalPoint };
  const made = await run.makeVariants(sources.size === 0 ? job : { ...job, only: missing });
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
export function recordedRejection(manifest: StoredManifest, { etag, version }: Original, plan: Plan): Rejection | null {
  if (manifest === null || manifest === 'unreadable' || manifest.status !== 'rejected') return null;
  const { original, presets, rejection } = manifest;
  if (rejection.code === 'archived') return null;
  const isSame = original.etag === etag && original.version === version && presets === plan.rejectionDigest;
  return isSame ? new Rejection(rejection.code, rejection.message) : null;
}
