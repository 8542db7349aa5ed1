/** The longest delay that a timer accepts, in milliseconds: the timer only has to exist. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Keeps Node's event loop alive during every invocation. Wraps the handler of each function.
 *
 * If nothing else keeps it alive (when waiting for a child process, an idle socket or an unref'd timer), Node exits
 * while a promise is pending. AWS's runtime client for Node 22 then responds with `null`, which counts as success: the
 * message is deleted with nothing done, and the work continues in a later invocation. The client for Node 24 exits
 * instead. Source: `_setDefaultExitListener` of aws-lambda-ric 3.3.0.
 */
export function keepAlive<A extends unknown[], R>(handle: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    const timer = setInterval(() => undefined, LONGEST_TIMER_MS);
    try {
      return await handle(...args);
    } finally {
      clearInterval(timer);
    }
  };
}
