import type { Rejection } from '../errors.ts';
import type { ImageInfo } from '../image/types.ts';
import { RECHECK_AFTER_SECONDS } from '../reconcile/lock-life.ts';
import { outboxMark, stateTag } from '../reconcile/marks.ts';
import { lookAfterUncertain } from '../reconcile/uncertain.ts';
import type { Original, StoredVariant } from '../store/index.ts';
import type { Lease } from './lease.ts';
import { MISSING, type Rendering, type Result } from './rendering.ts';

/** What a rendering may have left in the bucket. */
export interface Trace {
  /** The stored variant, as far as is known. */
  stored: StoredVariant | null;
  /** ETag of the original that it last made the variant from, stored or not, and what it found out about it. */
  made: { readonly original: string; readonly image: ImageInfo } | null;
  /** Whether it tried to store anything. */
  touched: boolean;
  /** Whether it found a variant that did not belong to the original, and that a cache may therefore hold. */
  stale: boolean;
  transforms: number;
}

/*
 * Render deletes no variant. Before it releases the lock, it schedules a reconcile of anything it leaves that does not
 * belong to the original. If that fails, it keeps the lock, which leads reconcile there.
 */

/** The variant is stored and belongs to the current original. */
export async function endMade(
  rendering: Rendering,
  lease: Lease,
  { stale, transforms }: Trace,
  variant: StoredVariant,
  { version }: Original,
): Promise<Result> {
  const { path, plan, store, reconcileLater } = rendering;
  await lookAfterUncertain(rendering);
  if (stale) {
    await store.locks.mark(path, outboxMark('p', stateTag(version, plan.digest)));
    await reconcileLater(path, 0);
  }
  await lease.release();
  return { kind: transforms > 0 ? 'rendered' : 'read', variant };
}

/** The original is gone: reconcile deletes any variant of it, whoever stored it. */
export async function endMissing(rendering: Rendering, lease: Lease, { stored, touched }: Trace): Promise<Result> {
  const { path, reconcileLater } = rendering;
  await lookAfterUncertain(rendering);
  if (stored !== null || touched) await reconcileLater(path, 0);
  await lease.release();
  return MISSING;
}

/** The original can never be processed: the lock says so to later requests until process has written a manifest. */
export async function endRejected(
  rendering: Rendering,
  lease: Lease,
  trace: Trace,
  { version }: Original,
  { code, message }: Rejection,
): Promise<Result> {
  if (trace.stored !== null || trace.touched) {
    await endFailed(rendering, lease, trace);
  } else {
    await lease.conclude({ state: 'rejected', version, presets: rendering.plan.rejectionDigest, code, message });
  }
  return { kind: 'rejected', code, message };
}

/** It may succeed next time. */
export async function endFailed(rendering: Rendering, lease: Lease, { stored, touched }: Trace): Promise<void> {
  if (stored === null && !touched) return lease.conclude({ state: 'failed' });
  await lease.abandon();
  // If even this fails: had the original changed, process would have observed the lock and scheduled the same.
  await rendering.reconcileLater(rendering.path, RECHECK_AFTER_SECONDS).catch(() => undefined);
  await lookAfterUncertain(rendering).catch(() => undefined);
}
