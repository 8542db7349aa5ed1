import pMap from 'p-map';

/** Of variants: the nine of the default presets are stored in one go. */
export const REQUESTS_AT_ONCE = 16;

/** The limit for requests without a body. Fewer than the SDK's 50 sockets. */
export const MANY_REQUESTS_AT_ONCE = 32;

/**
 * Runs an operation on each item, a few at a time. If some fail, it still waits for the others before it throws:
 * nothing may be written after the caller gave up, when another function may have cleaned up already.
 */
export async function each<T, R>(
  items: Iterable<T>,
  operate: (item: T) => Promise<R>,
  concurrency = REQUESTS_AT_ONCE,
): Promise<R[]> {
  try {
    return await pMap(items, operate, { concurrency, stopOnError: false });
  } catch (error) {
    // The first cause is more useful than a list of identical ones.
    throw error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  }
}
