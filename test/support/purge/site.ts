import { remove, take } from '../../../handler/src/purge/changes.ts';
import { createPurge } from '../../../handler/src/purge/handle.ts';
import { invalidate } from '../../../handler/src/purge/invalidate.ts';
import { type Chances, createChangesQueue } from './changes-queue.ts';
import { createDistribution } from './distribution.ts';

/** The values of modules/purge, in seconds. */
export const SECONDS = { window: 60, timeout: 20, changesHidden: 30, tickHidden: 120 } as const;

class Dead extends Error {}

/**
 * Purge's code between a queue and a distribution on one clock. Each request takes time, and may fail
 * before or after its execution, or be the function's last.
 */
export function createSite(chances: Chances) {
  let clock = 0;
  const now = () => clock;
  const queue = createChangesQueue(chances, now, SECONDS.changesHidden);
  const distribution = createDistribution(now, 45);
  const pending: { at: number; happen: () => void }[] = [];
  let faults = true;

  /** Advances the time, and runs what was scheduled: the earliest first, and of those for one time, the one planned first. */
  function passTo(time: number): void {
    for (;;) {
      const next = pending[0];
      if (next === undefined || next.at > time) break;
      pending.shift();
      clock = Math.max(clock, next.at);
      next.happen();
    }
    clock = Math.max(clock, time);
  }

  /** One invocation. Resolves to whether the tick is done, once the function has answered or died. */
  async function drain(): Promise<boolean> {
    const deadline = clock + SECONDS.timeout * 1000;
    let dies: (reason: Dead) => void = () => undefined;
    const death = new Promise<never>((_resolve, reject) => {
      dies = reject;
    });
    let dead = false;
    const die = (): Promise<never> => {
      dead = true;
      dies(new Dead());
      return new Promise(() => undefined);
    };
    async function through<T>(carryOut: () => T): Promise<T> {
      // Other requests come in between.
      for (let turns = chances.below(4); turns >= 0; turns -= 1) await Promise.resolve();
      if (dead) return die();
      passTo(clock + 5 + chances.below(400));
      if (clock > deadline) return die();
      if (!faults) return carryOut();
      if (chances.once(40)) return die();
      if (chances.once(40)) throw new Error('the request was lost');
      const answer = carryOut();
      if (chances.once(40)) return die();
      if (chances.once(40)) throw new Error('the answer was lost');
      return answer;
    }
    const purge = createPurge({
      take: (isEnough) => take(queue.client(through), 'changes', isEnough),
      invalidate: (ids, paths) => invalidate(distribution.client(through), { distribution: 'E1' }, ids, paths),
      remove: (changes) => remove(queue.client(through), 'changes', changes),
      now,
      meter: () => undefined,
      log: () => undefined,
    });
    try {
      await Promise.race([purge({}, { getRemainingTimeInMillis: () => deadline - clock }), death]);
      return true;
    } catch {
      return false;
    }
  }

  return {
    now,
    queue,
    distribution,
    drain,
    passTo,
    plan: (at: number, happen: () => void) => {
      const later = pending.findIndex((each) => each.at > at);
      pending.splice(later < 0 ? pending.length : later, 0, { at, happen });
    },
    /** Stops injecting failures. */
    calm: () => (faults = false),
  };
}
