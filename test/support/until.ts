import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls until there is a result, and returns it.
 *
 * @throws if there is no result after `patience` milliseconds.
 */
export async function until<T>(what: string, look: () => Promise<T | null>, patience = 60_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (Date.now() > end) throw new Error(`Waited ${patience / 1000} s for ${what}, which did not happen.`);
    await sleep(50);
  }
}
