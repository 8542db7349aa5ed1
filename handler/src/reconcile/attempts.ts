import { Rejection } from '../errors.ts';
import type { Original } from '../store/index.ts';
import { attemptMark, isAbandoned, isAttemptAt } from './marks.ts';
import type { Observation } from './observe.ts';
import type { Run } from './run.ts';

/**
 * An input that kills the function (out of memory, a decoder that never returns) causes no error, only a redelivered
 * message. From a message's second delivery on, a mark is therefore written before the transform and removed after it,
 * even if it fails. Marks that outlive the function's timeout are counted as deaths. An S3 outage fails before or after
 * the transform, or cleanly, so it never gets a valid image rejected.
 */
export async function attempt<T>(run: Run, original: Original, transform: () => Promise<T>): Promise<T> {
  if (run.receives < 2) return transform();
  const mark = attemptMark(run.receives, original.version);
  const etag = await run.store.locks.mark(run.path, mark);
  try {
    return await transform();
  } finally {
    // If even this fails, the mark counts as one death: too few to reject anything.
    await run.store.locks.release(run.path, mark, etag).catch(() => undefined);
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
    `Making the variants killed the function ${deaths} times, by using up its memory or its ${timeout} seconds: ` +
      'upload a smaller picture, or raise the memory and timeout of the function and upload it again.',
  );
}
