import { isExpired } from '../reconcile/lock-life.ts';
import type { Lock, Original } from '../store/index.ts';
import { BUSY, type Flight, type Result, mayStart, mayWait } from './flight.ts';
import type { Taken } from './lease.ts';

/** For how long after a failure nobody tries again, in milliseconds: as long as its answer says in `Retry-After`. */
const FAILURE_COUNTS = 1_000;

/**
 * Waits while somebody else makes the variant: for the variant, for what it failed by, for the end of the lock, or for
 * the end of the holder, whose lock is then taken over.
 * @param original as it was seen; what a lock says of another version does not count
 */
export async function waitForTurn(flight: Flight, original: Original): Promise<Result | Taken | 'released'> {
  const { path, order, store, now } = flight;
  for (let round = 0; mayWait(flight); round += 1) {
    const lock = await store.locks.read(path, order.name);
    if (lock === null) return 'released';
    const said = whatItSays(flight, lock, original);
    if (said !== null) return said;
    if (isOver(flight, lock)) {
      if (!mayStart(flight)) return BUSY;
      const at = now();
      const etag = await store.locks.takeOver(path, order.name, lock.etag);
      if (etag === null) continue;
      flight.tookOver = lock.note === undefined;
      return { etag, at };
    }
    flight.waits += 1;
    await flight.pause(round);
    const variant = await store.variants.read(path, order.name, flight.mostBytes);
    if (variant) return { kind: 'read', variant };
  }
  return BUSY;
}

function whatItSays({ plan, now }: Flight, { note, modified }: Lock, { version }: Original): Result | null {
  if (note?.state === 'failed') return now() - modified < FAILURE_COUNTS ? BUSY : null;
  if (note === undefined || note.version !== version || note.presets !== plan.rejectionDigest) return null;
  return { kind: 'rejected', code: note.code, message: note.message };
}

const isOver = ({ now }: Flight, { note, modified }: Lock): boolean => note !== undefined || isExpired(modified, now());
