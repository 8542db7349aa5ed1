import type { Run } from './run.ts';

/**
 * Delay, in seconds, after which a write that seemed lost has landed or never will: the longest delay that SQS offers.
 * S3 guarantees no bound. A write that lands even later is refused by its condition, unless the very object that it
 * names is back; then a sweep finds it.
 */
export const RECHECK_UNCERTAIN_AFTER_SECONDS = 900;

/** Schedules one more reconcile of a path on which a write may still take effect. */
export async function lookAfterUncertain({
  path,
  store,
  reconcileLater,
}: Pick<Run, 'path' | 'store' | 'reconcileLater'>) {
  if (!store.uncertain.has(path)) return;
  await reconcileLater(path, RECHECK_UNCERTAIN_AFTER_SECONDS);
  store.uncertain.delete(path);
}
