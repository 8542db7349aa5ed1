import { isCurrent, type Plan } from '../recipe.ts';
import { isAttempt, isOutboxMark } from '../reconcile/marks.ts';
import type { Listed, StoredManifest } from '../store/index.ts';
import type { Walked } from '../store/walk.ts';
import { compare } from './compare.ts';
import type { Phase } from './cursor.ts';
import type { Pair } from './pairs.ts';

/**
 * Why a path is queued: its original has no manifest; its manifest is of another upload; of other presets; the original is
 * gone, and something derived from it is not; its variants are not those of its manifest; some were made on request, and it
 * is the path's turn to be looked at; a report of it was promised and did not go out; a lock or an attempt was left.
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

/** `foreign`: no path owns it, so nothing is queued, and nothing will be done about it. */
export type Verdict = Reason | 'foreign';

export interface Judgement {
  /** The presets as they are. */
  readonly plan: Plan;
  /** What was written after this time, in milliseconds since 1970, is on its way through the queue, and left alone. */
  readonly settledBefore: number;
  /** Whether a manifest for this path has room in a key. */
  readonly storable: (path: string) => boolean;
  /** Whether it is this path's turn to have its variants compared with its manifest. */
  readonly isCompared: (path: string) => boolean;
  readonly readManifest: (path: string) => Promise<StoredManifest>;
  readonly listVariants: (path: string) => Promise<Listed[]>;
}

/**
 * What is wrong with a pair, or null. Only a manifest that looks right is read: one GET, 0.40 USD per million originals.
 * For those whose turn it is there is one LIST besides.
 */
export async function judge(phase: Phase, { path, original, derived }: Pair, by: Judgement): Promise<Verdict | null> {
  if (path === null || (derived !== undefined && !by.storable(path))) return 'foreign';
  if (phase === 'locks') return derived === undefined ? null : judgeLeft(derived, by);
  if (original === undefined) return derived !== undefined && derived.modified < by.settledBefore ? 'orphaned' : null;
  if (phase !== 'manifests' || original.modified >= by.settledBefore || !by.storable(path)) return null;
  if (derived === undefined) return 'missing';
  // The same bytes may have been uploaded again: no ETag would tell.
  if (derived.modified < original.modified) return 'stale';

  const manifest = await by.readManifest(path);
  if (manifest === null) return 'missing';
  if (manifest === 'unreadable' || manifest.original.etag !== original.etag) return 'stale';
  if (!isCurrent(manifest, by.plan)) return 'outdated';
  return by.isCompared(path) ? compare(manifest, original, await by.listVariants(path), by.plan) : null;
}

/** A lock or mark is gone within minutes, unless whoever left it died, and nobody came after. */
function judgeLeft({ key, etag, modified }: Walked, { settledBefore }: Judgement): Verdict | null {
  const left = { name: key.slice(key.lastIndexOf('/') + 1), etag, modified };
  const isMark = left.name.startsWith('.');
  if (isMark && !isOutboxMark(left) && !isAttempt(left)) return 'foreign';
  if (modified >= settledBefore) return null;
  return isOutboxMark(left) ? 'promised' : 'abandoned';
}
