/** Milliseconds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Throws if the list is empty. */
function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const [min, max] = [sorted.at(0), sorted.at(-1)];
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (min === undefined || max === undefined || low === undefined || high === undefined) {
    throw new Error('There is no median of no samples: measure at least one.');
  }
  return { median: (low + high) / 2, min, max };
}

/** CPU milliseconds of this process, of all its threads, that work takes, with its result. */
export async function cpuOf<T>(work: () => Promise<T>): Promise<{ result: T; cpu: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpu: (user + system) / 1000 };
}

export interface Contestant<Key> {
  readonly key: Key;
  /** Milliseconds of one run, if the candidate measures itself; otherwise the call's wall time counts. */
  readonly run: () => Promise<number | undefined>;
}

/**
 * Runs all candidates once per round, starting with a different one each round, so that other load on the machine
 * affects all of them alike. The first round is a warm-up and does not count.
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
