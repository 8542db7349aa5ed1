/** Milliseconds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Throws on an empty list. */
function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const [min, max] = [sorted.at(0), sorted.at(-1)];
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (min === undefined || max === undefined || low === undefined || high === undefined) {
    throw new Error('Nothing was measured, so there is no median: take at least one sample.');
  }
  return { median: (low + high) / 2, min, max };
}

export interface Contestant<Key> {
  readonly key: Key;
  /** Milliseconds of one run, by its own measure where it has one; else the wall time of the call counts. */
  readonly run: () => Promise<number | undefined>;
}

/**
 * Runs all contestants once per round, starting with another one each round, so that whatever else the machine does
 * falls on all of them alike. The first round warms up and is not counted.
 */
export async function interleave<Key>(
  contestants: readonly Contestant<Key>[],
  rounds: number,
  progress: (text: string) => void,
): Promise<Map<Key, Spread>> {
  const samples = new Map<Key, number[]>(contestants.map(({ key }) => [key, []]));
  for (let round = 0; round <= rounds; round += 1) {
    progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
    const first = round % contestants.length;
    for (const { key, run } of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      const start = performance.now();
      const own = await run();
      const taken = own ?? performance.now() - start;
      if (round > 0) samples.get(key)?.push(taken);
    }
  }
  return new Map([...samples].map(([key, list]) => [key, spreadOf(list)]));
}
