/** The longest time that a timer takes, in milliseconds: it only has to be there. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Keeps Node's event loop alive for the whole of every invocation. Around the handler of each function.
 *
 * Where nothing else does (what it waits for is a child process, an idle socket or a timer that was told not to), Node is
 * at its end while a promise is pending. AWS's runtime client for Node 22 then answers `null`, which is success: the message
 * is deleted with nothing done, and what was going on goes on in a later invocation. The one for Node 24 ends instead.
 * Source: `_setDefaultExitListener` of aws-lambda-ric 3.3.0.
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
