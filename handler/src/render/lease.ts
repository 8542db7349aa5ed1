import { LOCK_LIFE_SECONDS, RENEW_EVERY_SECONDS } from '../reconcile/lock-life.ts';
import type { LockNote } from '../store/index.ts';
import type { Rendering } from './rendering.ts';

/** A lock that was just acquired. */
export interface Taken {
  readonly etag: string;
  /** When it was requested, in milliseconds since 1970: its lifetime is counted from there. */
  readonly at: number;
}

/** A lock while its holder works. Exactly one of the last three ends it; after that, nothing is pending. */
export interface Lease {
  /** Aborted when another function may soon take the lock: a store in progress must then stop. */
  readonly signal: AbortSignal;
  /** @throws if another function may soon take the lock, so that nothing may be stored any more. */
  check(): void;
  release(): Promise<void>;
  /** Ends the lock with a note why there is no variant. */
  conclude(note: LockNote): Promise<void>;
  /** Leaves the lock as if its holder had died, so that its finder cleans up what it may have left. */
  abandon(): Promise<void>;
}

/** A lock that could not be removed expires soon, and costs at most a reconcile pass or a wait: no reason to fail. */
const leaveIt = (): boolean => false;

/** Renews a lock until it is ended. */
export function holdLease({ store: { locks }, path, spec, now, every }: Rendering, taken: Taken): Lease {
  const aborter = new AbortController();
  let { etag, at } = taken;
  let renewal: Promise<void> | undefined;

  const isLost = (): boolean => now() - at > (LOCK_LIFE_SECONDS - RENEW_EVERY_SECONDS / 2) * 1000;
  const lose = (): void => {
    aborter.abort(new Error('The lock could not be renewed'));
  };
  const renew = async (): Promise<void> => {
    const asked = now();
    try {
      const renewed = await locks.takeOver(path, spec.name, etag);
      if (renewed === null) lose();
      else [etag, at] = [renewed, asked];
    } catch {
      // Either there is time for another attempt, or `isLost` ends the lease.
    }
  };
  const stop = every(RENEW_EVERY_SECONDS, () => {
    if (isLost()) lose();
    else renewal ??= renew().finally(() => (renewal = undefined));
  });
  const end = async (): Promise<void> => {
    stop();
    await renewal;
  };
  return {
    signal: aborter.signal,
    check: () => {
      if (isLost()) lose();
      aborter.signal.throwIfAborted();
    },
    release: async () => {
      await end();
      await locks.release(path, spec.name, etag).catch(leaveIt);
    },
    conclude: async (note) => {
      await end();
      await locks.conclude(path, spec.name, etag, note).catch(leaveIt);
    },
    abandon: end,
  };
}
