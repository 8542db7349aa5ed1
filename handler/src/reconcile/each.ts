import pMap from 'p-map';

const REQUESTS_AT_ONCE = 8;

/** The same for requests without a body. Fewer than the SDK's 50 sockets. */
export const MANY_REQUESTS_AT_ONCE = 32;

/**
 * Runs an operation on each item, a few at once. If some fail it still waits for the others before it throws: nothing may
 * be written after its writer gave up, when somebody else may have cleaned up already.
 */
export async function each<T, R>(
  items: Iterable<T>,
  operate: (item: T) => Promise<R>,
  concurrency = REQUESTS_AT_ONCE,
): Promise<R[]> {
  try {
    return await pMap(items, operate, { concurrency, stopOnError: false });
  } catch (error) {
    // The first cause says more than a list of the same.
    throw error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  }
}
