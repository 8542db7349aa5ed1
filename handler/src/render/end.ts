import type { Rejection } from '../errors.ts';
import { LOOK_AGAIN_AFTER } from '../reconcile/lock-life.ts';
import { dueMark, stateTag } from '../reconcile/marks.ts';
import { lookAfterUncertain } from '../reconcile/uncertain.ts';
import type { Original, StoredVariant } from '../store/index.ts';
import { type Flight, MISSING, type Result } from './flight.ts';
import type { Lease } from './lease.ts';

/** What a flight may have left in the bucket. */
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
  flight: Flight,
  lease: Lease,
  { stale, transforms }: Trace,
  variant: StoredVariant,
  { version }: Original,
): Promise<Result> {
  const { path, plan, store, lookLater } = flight;
  await lookAfterUncertain(flight);
  if (stale) {
    await store.locks.mark(path, dueMark('p', stateTag(version, plan.digest)));
    await lookLater(path, 0);
  }
  await lease.release();
  return { kind: transforms > 0 ? 'rendered' : 'read', variant };
}

/** The original is gone: a variant of it, whoever stored it, is reconcile's to delete. */
export async function endMissing(flight: Flight, lease: Lease, { stored, touched }: Trace): Promise<Result> {
  const { path, lookLater } = flight;
  await lookAfterUncertain(flight);
  if (stored !== null || touched) await lookLater(path, 0);
  await lease.release();
  return MISSING;
}

/** The original can never work: the lock says so to whoever asks while process has not. */
export async function endRejected(
  flight: Flight,
  lease: Lease,
  trace: Trace,
  { version }: Original,
  { code, message }: Rejection,
): Promise<Result> {
  if (trace.stored !== null || trace.touched) {
    await endFailed(flight, lease, trace);
  } else {
    await lease.conclude({ state: 'rejected', version, presets: flight.plan.rejectionDigest, code, message });
  }
  return { kind: 'rejected', code, message };
}

/** It may work the next time. */
export async function endFailed(flight: Flight, lease: Lease, { stored, touched }: Trace): Promise<void> {
  if (stored === null && !touched) return lease.conclude({ state: 'failed' });
  await lease.abandon();
  // Where even this fails: had the original changed, process would have seen the lock and arranged the same.
  await flight.lookLater(flight.path, LOOK_AGAIN_AFTER).catch(() => undefined);
  await lookAfterUncertain(flight).catch(() => undefined);
}
