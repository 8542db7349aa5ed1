import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks again and again until there is something to see, and returns that.
 *
 * @throws when nothing came in `patience` milliseconds.
 */
export async function until<T>(what: string, look: () => Promise<T | null>, patience = 60_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (Date.now() > end) throw new Error(`Waited ${patience / 1000} s in vain for ${what}.`);
    await sleep(50);
  }
}
