/**
 * How long a lock counts, in seconds. Whoever takes one must have its function end sooner: a lock older than this has a
 * dead holder.
 */
export const LOCK_LIFE = 10;

/** S3 stamps objects in whole seconds, by a clock that need not agree with ours to the second. */
export const CLOCK_SLACK = 2;

/** Whether a lock that was written at this time (ms since 1970) has certainly lost its holder. */
export const isExpired = (modified: number, now: number): boolean => now - modified > (LOCK_LIFE + CLOCK_SLACK) * 1000;

/** Delay, in seconds, after which a lock that is seen now has been released or is expired. */
export const LOOK_AGAIN_AFTER = LOCK_LIFE + CLOCK_SLACK + 1;
