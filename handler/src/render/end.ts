import type { Rejection } from '../errors.ts';
import { RECHECK_AFTER_SECONDS } from '../reconcile/lock-life.ts';
import { outboxMark, stateTag } from '../reconcile/marks.ts';
import { lookAfterUncertain } from '../reconcile/uncertain.ts';
import type { Original, StoredVariant } from '../store/index.ts';
import type { Lease } from './lease.ts';
import { MISSING, type Rendering, type Result } from './rendering.ts';

/** What a rendering may have left in the bucket. */
export interface Trace {
  /** What lies there, as far as is known. */
  stored: StoredVariant | null;
  /** Whether it tried to store anything. */
  touched: boolean;
  /** Whether something lay there that did not belong to the original, so that a cache may hold it. */
  stale: boolean;
  transforms: number;
}

/*
 * Render deletes no variant. Whatever it leaves that does not belong to the original is told to reconcile before the lock
 * goes; and if that can't be done, the lock stays, and leads reconcile there.
 */

/** The variant lies there and belongs to the original as it is. */
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

/** The original is gone: a variant of it, whoever stored it, is reconcile's to delete. */
export async function endMissing(rendering: Rendering, lease: Lease, { stored, touched }: Trace): Promise<Result> {
  const { path, reconcileLater } = rendering;
  await lookAfterUncertain(rendering);
  if (stored !== null || touched) await reconcileLater(path, 0);
  await lease.release();
  return MISSING;
}

/** The original can never work: the lock says so to whoever asks while process has not. */
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

/** It may work the next time. */
export async function endFailed(rendering: Rendering, lease: Lease, { stored, touched }: Trace): Promise<void> {
  if (stored === null && !touched) return lease.conclude({ state: 'failed' });
  await lease.abandon();
  // Where even this fails: had the original changed, process would have seen the lock and arranged the same.
  await rendering.reconcileLater(rendering.path, RECHECK_AFTER_SECONDS).catch(() => undefined);
  await lookAfterUncertain(rendering).catch(() => undefined);
}
