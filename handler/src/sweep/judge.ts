import { type Plan, isCurrent } from '../recipe.ts';
import type { StoredManifest } from '../store/index.ts';
import type { Phase } from './cursor.ts';
import type { Pair } from './pairs.ts';

/**
 * Why an original is queued: it has no manifest; its manifest is of another upload; of other presets; or the original is gone,
 * and something derived from it is not.
 */
export const REASONS = ['missing', 'stale', 'outdated', 'orphaned'] as const;
export type Reason = (typeof REASONS)[number];

export interface Judgement {
  /** The presets as they are. */
  readonly plan: Pick<Plan, 'digest' | 'rejectionDigest'>;
  /** What was written after this time, in milliseconds since 1970, is on its way through the queue, and left alone. */
  readonly settledBefore: number;
  /** Whether a manifest for this path has room in a key. */
  readonly storable: (path: string) => boolean;
  readonly readManifest: (path: string) => Promise<StoredManifest>;
}

/** What is wrong with a pair, or null. Only a manifest that looks right is read: one GET, 0.40 USD per million originals. */
export async function judge(phase: Phase, pair: Pair, by: Judgement): Promise<Reason | null> {
  const { path, original, derived } = pair;
  if (original === undefined) return derived !== undefined && derived.modified < by.settledBefore ? 'orphaned' : null;
  if (phase === 'variants' || original.modified >= by.settledBefore || !by.storable(path)) return null;
  if (derived === undefined) return 'missing';
  // The same bytes may have been uploaded again: no ETag would tell.
  if (derived.modified < original.modified) return 'stale';

  const manifest = await by.readManifest(path);
  if (manifest === null) return 'missing';
  if (manifest === 'unreadable' || manifest.original.etag !== original.etag) return 'stale';
  return isCurrent(manifest, by.plan) ? null : 'outdated';
}
