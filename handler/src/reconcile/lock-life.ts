/**
 * How long a lock counts, in seconds, after it was written or last renewed. Its holder renews it while it works and stores
 * nothing once it could not: a lock older than this has a dead holder.
 */
export const LOCK_LIFE_SECONDS = 6;

/** How often a holder renews its lock, in seconds: two attempts may fail before the lock's life is over. */
export const RENEW_EVERY_SECONDS = 2;

/** S3 stamps objects in whole seconds, by a clock that need not agree with ours to the second. */
export const CLOCK_SLACK_SECONDS = 2;

/** Whether a lock that was written at this time (ms since 1970) has certainly lost its holder. */
export const isExpired = (modified: number, now: number): boolean =>
  now - modified > (LOCK_LIFE_SECONDS + CLOCK_SLACK_SECONDS) * 1000;

/** Delay, in seconds, after which a lock that is seen now has been released, renewed or is expired. */
export const RECHECK_AFTER_SECONDS = LOCK_LIFE_SECONDS + CLOCK_SLACK_SECONDS + 1;
