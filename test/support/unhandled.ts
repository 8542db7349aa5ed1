import { setImmediate } from 'node:timers/promises';

/** The failures that nobody handles while this works, or left behind: each would end a function. */
export async function unhandledDuring(work: () => Promise<unknown>): Promise<unknown[]> {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  process.on('unhandledRejection', note);
  try {
    await work();
    // What fails in one turn of the event loop has been noticed by the second.
    await setImmediate();
    await setImmediate();
  } finally {
    process.off('unhandledRejection', note);
  }
  return unhandled;
}
