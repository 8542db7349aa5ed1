import type { Run } from './run.ts';

/**
 * Delay, in seconds, after which a write that seemed lost has landed or never will: the longest that SQS holds a message
 * back. S3 promises no bound. What lands later still is refused by its condition, unless the very object that it names is
 * back, and then a sweep finds it.
 */
export const RECHECK_UNCERTAIN_AFTER_SECONDS = 900;

/** Arranges one more look at a path of which a write may yet take effect. */
export async function lookAfterUncertain({
  path,
  store,
  reconcileLater,
}: Pick<Run, 'path' | 'store' | 'reconcileLater'>) {
  if (!store.uncertain.has(path)) return;
  await reconcileLater(path, RECHECK_UNCERTAIN_AFTER_SECONDS);
  store.uncertain.delete(path);
}
