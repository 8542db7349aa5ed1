import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/** The longest pause of a round, in milliseconds. */
export const longestPause = (round: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 1.5 ** round);

/** Waits longer from round to round, and for a random time, so that waiters spread out. 50 to 1,000 milliseconds. */
export async function pause(round: number): Promise<void> {
  await sleep(longestPause(round) * (0.5 + Math.random() / 2));
}

export function every(seconds: number, call: () => void): () => void {
  const timer = setInterval(call, seconds * 1000);
  return () => {
    clearInterval(timer);
  };
}
