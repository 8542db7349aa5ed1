import { createHash } from 'node:crypto';

import { randomFrom } from '../../support/images/random.ts';

/** Random numbers in [0, 1), the same in every run for the same names. */
export function seededRandom(...names: readonly (string | number)[]): () => number {
  return randomFrom(createHash('sha256').update(JSON.stringify(names)).digest().readUInt32BE());
}

/** Chooses one of several by weight. */
export function pick<T>(roll: number, weighted: readonly (readonly [weight: number, choice: T])[]): T {
  let left = roll * weighted.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, choice] of weighted) {
    left -= weight;
    if (left < 0) return choice;
  }
  throw new Error('There is nothing to choose from.');
}

/** A whole number from `from` to `to`, both inclusive. */
export const between = (roll: number, from: number, to: number): number => from + Math.floor(roll * (to - from + 1));
