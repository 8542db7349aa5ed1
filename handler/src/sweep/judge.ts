import type { Manifest } from '../manifest.ts';
import { isCurrent, type Plan } from '../recipe.ts';
import { manifestAwaitingRestore } from '../reconcile/await-restore.ts';
import { isAttempt, isOutboxMark } from '../reconcile/marks.ts';
import type { Listed, StoredManifest } from '../store/index.ts';
import type { Walked } from '../store/walk.ts';
import { compare } from './compare.ts';
import type { Phase } from './cursor.ts';
import type { Pair } from './pairs.ts';

/**
 * Why a path is queued: its original has no manifest; its manifest is of another upload; of other presets; the original
 * is gone, but something derived from it is not; its variants differ from its manifest; some were made on request, or its
 * focal point may be another, and it is the path's turn to be checked; a report that was due was not sent; a lock or an
 * attempt mark was left.
 */
export const REASONS = [
  'missing',
  'stale',
  'outdated',
  'orphaned',
  'differing',
  'unproven',
  'promised',
  'abandoned',
] as const;
export type Reason = (typeof REASONS)[number];

/**
 * Counted, and left alone. `recent`: an original so new that its own event is still to be handled, and will be, with the
 * presets as they are now; `foreign`: an object that belongs to no path.
 */
export const UNTOUCHED = ['recent', 'foreign'] as const;
export type Verdict = Reason | (typeof UNTOUCHED)[number];

export interface Judgement {
  /** The plan for the current configuration. */
  readonly plan: Plan;
  /**
   * Objects written after this time, in milliseconds since 1970, are left to the event that is in the queue for them,
   * unless their manifest shows that it has been handled.
   */
  readonly settledBefore: number;
  /** Whether the key of a manifest for this path is short enough. */
  readonly storable: (path: string) => boolean;
  /** Whether this sweep compares the path's variants with its manifest. */
  readonly isCompared: (path: string) => boolean;
  readonly readManifest: (path: string) => Promise<StoredManifest>;
  readonly listVariants: (path: string) => Promise<Listed[]>;
}

/**
 * What is wrong with a pair, or null. A manifest is read only if the listings show nothing wrong: one GET, 0.40 USD per
 * million originals. Paths whose turn it is cost one LIST in addition.
 */
export async function judge(phase: Phase, { path, original, derived }: Pair, by: Judgement): Promise<Verdict | null> {
  if (path === null || (derived !== undefined && !by.storable(path))) return 'foreign';
  if (phase === 'locks') return derived === undefined ? null : judgeLeft(derived, by);
  if (original === undefined) return derived !== undefined && derived.modified < by.settledBefore ? 'orphaned' : null;
  if (phase !== 'manifests' || !by.storable(path)) return null;
  const isRecent = original.modified >= by.settledBefore;
  if (derived === undefined) return isRecent ? 'recent' : 'missing';
  // The same bytes may have been uploaded again: the ETag would be the same.
  if (derived.modified < original.modified) return isRecent ? 'recent' : 'stale';

  const manifest = await by.readManifest(path);
  if (manifest === null) return isRecent ? 'recent' : 'missing';
  if (manifest === 'unreadable' || manifest.original.etag !== original.etag) return isRecent ? 'recent' : 'stale';
  const isRejectedAsArchived = manifest.status === 'rejected' && manifest.rejection.code === 'archived';
  if (isRejectedAsArchived || !isCurrent(manifest, by.plan)) {
    // Of what is in an archive S3 sends an event when it is restored. Should that be lost, the path's turn comes.
    const isWaiting =
      (isRejectedAsArchived || original.archived === true) && isUpToRestore(manifest, original, by.plan);
    // However new the original is: its event has been handled, with other presets, and no other event is to come.
    return isWaiting && !by.isCompared(path) ? null : 'outdated';
  }
  if (isRecent || !by.isCompared(path)) return null;
  // Within the second in which the manifest was written, the focal point may have changed, which no listing tells.
  const isUnclear = by.plan.usesFocalPoint && manifest.status === 'ready' && derived.modified === original.modified;
  return compare(manifest, original, await by.listVariants(path), by.plan) ?? (isUnclear ? 'unproven' : null);
}

/** Whether nothing can be done about such a manifest before the original is restored, as far as the manifest tells. */
function isUpToRestore(manifest: Manifest, { etag, bytes }: Walked, plan: Plan): boolean {
  if (manifest.status === 'rejected') return manifest.kept === undefined || plan.onReject === 'keep';
  const { version, focalPoint } = manifest.original;
  const original = { etag, bytes, version, focalPoint, archived: true as const };
  const listed = manifest.variants.map(({ name, etag: variantTag }) => ({ name, etag: variantTag, modified: 0 }));
  return manifestAwaitingRestore({ original, manifest, listed }, plan) !== null;
}

/** A lock or mark is removed within minutes, unless its writer died and no later pass observed it. */
function judgeLeft({ key, etag, modified }: Walked, { settledBefore }: Judgement): Verdict | null {
  const left = { name: key.slice(key.lastIndexOf('/') + 1), etag, modified };
  const isMark = left.name.startsWith('.');
  if (isMark && !isOutboxMark(left) && !isAttempt(left)) return 'foreign';
  if (modified >= settledBefore) return null;
  return isOutboxMark(left) ? 'promised' : 'abandoned';
}
