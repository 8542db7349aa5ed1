import { LOCK_LIFE_SECONDS, RENEW_EVERY_SECONDS } from '../reconcile/lock-life.ts';
import type { LockNote } from '../store/index.ts';
import type { Rendering } from './rendering.ts';

/** A lock that was just taken. */
export interface Taken {
  readonly etag: string;
  /** When it was asked for, in milliseconds since 1970: its life is counted from there. */
  readonly at: number;
}

/** A lock while its holder works. Exactly one of the last three ends it, and after that nothing is pending. */
export interface Lease {
  /** Aborted once the lock may soon be another's: whatever is being stored then has to stop. */
  readonly signal: AbortSignal;
  /** @throws if the lock may soon be another's, so that nothing may be stored any more. */
  check(): void;
  release(): Promise<void>;
  /** Leaves the lock behind, and a note why there is no variant. */
  conclude(note: LockNote): Promise<void>;
  /** Leaves the lock as if its holder had died, so that whoever finds it looks after what it may have left. */
  abandon(): Promise<void>;
}

/** A lock that could not be removed is over soon, and costs somebody a look or a wait: no reason to fail. */
const leaveIt = (): boolean => false;

/** Renews a lock until it is told to stop. */
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
      // There is time for another attempt, or else none to store anything.
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
