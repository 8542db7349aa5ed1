/**
 * Lifetime of a lock, in seconds, after it was written or last renewed. Its holder renews it while it works, and stores
 * nothing once a renewal failed: a lock older than this has a dead holder.
 */
export const LOCK_LIFE_SECONDS = 6;

/** How often a holder renews its lock, in seconds: two attempts may fail before the lock expires. */
export const RENEW_EVERY_SECONDS = 2;

/** S3 timestamps objects in whole seconds, by a clock that may differ from ours by a second or so. */
export const CLOCK_SLACK_SECONDS = 2;

/** Whether the holder of a lock that was written at this time (ms since 1970) is certainly gone. */
export const isExpired = (modified: number, now: number): boolean =>
  now - modified > (LOCK_LIFE_SECONDS + CLOCK_SLACK_SECONDS) * 1000;

/** Delay, in seconds, after which a lock observed now has been released, renewed or has expired. */
export const RECHECK_AFTER_SECONDS = LOCK_LIFE_SECONDS + CLOCK_SLACK_SECONDS + 1;
