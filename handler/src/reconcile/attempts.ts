import { Rejection } from '../errors.ts';
import type { Original } from '../store/index.ts';
import { attemptMark, isAbandoned, isAttemptAt } from './marks.ts';
import type { Observation } from './observe.ts';
import type { Run } from './run.ts';

/**
 * An input that kills the function (out of memory, a decoder that never returns) leaves no error behind, only a message
 * that comes back. So from a message's second delivery on, the transform is framed by a mark that every clean end removes,
 * failures included. What is counted is such marks that outlived the function's timeout: an outage of S3 fails before or
 * after the transform, or cleanly, and never gets a good picture rejected.
 */
export async function attempt<T>(run: Run, original: Original, transform: () => Promise<T>): Promise<T> {
  if (run.receives < 2) return transform();
  const mark = attemptMark(run.receives, original.version);
  const etag = await run.store.locks.mark(run.path, mark);
  try {
    return await transform();
  } finally {
    // Where even this fails, the mark counts as one death: too few to reject anything.
    await run.store.locks.release(run.path, mark, etag).catch(() => false);
  }
}

/** @throws Rejection `too_expensive` on the last deliveries of a message whose transforms keep killing the function. */
export function refuseDeadly(run: Run, seen: Observation, { version }: Original): void {
  const { receives, maxReceiveCount, timeout } = run;
  if (receives < maxReceiveCount - 1) return;
  const deaths = seen.marks.filter((mark) => isAttemptAt(mark, version) && isAbandoned(run, mark)).length;
  if (deaths < Math.max(1, Math.min(2, maxReceiveCount - 2))) return;
  throw new Rejection(
    'too_expensive',
    `Making the variants ended the function ${deaths} times, by its memory or its ${timeout} seconds: ` +
      'upload a smaller picture, or give the function more of both and upload it again.',
  );
}
