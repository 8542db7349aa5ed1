import { readPurgeMessage } from '../messages/purge.ts';
import type { Change } from './changes.ts';
import type { Invalidation } from './invalidate.ts';
import { invalidationPaths } from './invalidation.ts';
import type { PurgeMeter } from './metrics.ts';

/** Reserved at the end of an invocation, in milliseconds, for CloudFront and for deleting. */
const RESERVE_MS = 12_000;

/** Approximate maximum of changes per drain: what it can delete in its time, and hold in its memory. */
export const MOST_CHANGES = 10_000;

export interface PurgeOptions {
  /** Receives changes from their queue until it is empty or `isEnough`. */
  readonly take: (isEnough: (taken: number) => boolean) => Promise<readonly Change[]>;
  readonly invalidate: (messageIds: readonly string[], paths: readonly string[]) => Promise<Invalidation>;
  readonly remove: (changes: readonly Change[]) => Promise<void>;
  readonly now: () => number;
  readonly meter: PurgeMeter;
  readonly log: (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/**
 * Handles a tick of the schedule with one drain: receives the messages of the purge queue, creates one invalidation for
 * them, and only then deletes them. After a failure or crash, the changes are therefore left to the next drain. The
 * content of the tick does not matter.
 *
 * While CloudFront is busy, all messages stay in the queue, which is not an error; anything thrown is one.
 */
export function createPurge({ take, invalidate, remove, now, meter, log }: PurgeOptions) {
  return async (_tick: unknown, context: { getRemainingTimeInMillis(): number }): Promise<void> => {
    const taken = await take((count) => count >= MOST_CHANGES || context.getRemainingTimeInMillis() < RESERVE_MS);
    if (taken.length === 0) return;
    const { changed, malformed } = read(taken);
    if (changed.length === 0) {
      meter({ malformed });
      await remove(taken);
      return;
    }
    const oldest = Math.min(...changed.map(({ sent }) => sent));
    const counts = { malformed, age: Math.max(0, now() - oldest) / 1000 };
    const wanted = invalidationPaths(changed.map(({ path }) => path));
    const outcome = await invalidate(
      changed.map(({ id }) => id),
      wanted,
    );
    if (outcome.state === 'busy') {
      meter({ ...counts, postponed: 1 });
      log('warn', 'CloudFront is busy: the changes wait for the next drain', {
        changes: changed.length,
        reason: outcome.reason,
      });
      return;
    }
    meter({ ...counts, changes: new Set(changed.map(({ path }) => path)).size, paths: outcome.paths.length });
    if (outcome.paths === wanted) log('info', 'purged', { changes: changed.length, paths: wanted });
    else
      log('warn', 'CloudFront refused these paths: everything was purged', {
        changes: changed.length,
        refused: wanted,
      });
    await remove(taken);
  };

  function read(taken: readonly Change[]) {
    const changed: (Change & { readonly path: string })[] = [];
    for (const change of taken) {
      const message = readPurgeMessage(change.body);
      if ('path' in message) changed.push({ ...change, path: message.path });
      // Retrying cannot fix it: once it is deleted with the others, this line is its only record.
      else log('warn', 'malformed message', { messageId: change.id, reason: message.problem });
    }
    return { changed, malformed: taken.length - changed.length };
  }
}
