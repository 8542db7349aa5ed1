/** Milliseconds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** In the order of the rounds. */
  readonly samples: readonly number[];
}

/** Throws if the list is empty. */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const [min, max] = [sorted.at(0), sorted.at(-1)];
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (min === undefined || max === undefined || low === undefined || high === undefined) {
    throw new Error('There is no median of no samples: measure at least one.');
  }
  return { median: (low + high) / 2, min, max, samples };
}

/**
 * Compares two candidates that ran in the same rounds, round by round: a machine that is slower for a while, as shared
 * ones are, slows both and leaves what is combined of them as it is.
 *
 * @throws if one has more rounds than the other
 */
export function paired(one: Spread, other: Spread, combine: (one: number, other: number) => number): Spread {
  if (one.samples.length !== other.samples.length) {
    throw new Error(`${one.samples.length} rounds cannot be compared with ${other.samples.length}: interleave them.`);
  }
  return spreadOf(one.samples.map((sample, round) => combine(sample, other.samples[round] ?? NaN)));
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
 * Runs all candidates once per round, starting with a different one each round and backwards every second time, so that
 * other load on the machine affects all of them alike, and neither of two always follows the other. The first round is a
 * warm-up and does not count.
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
    const inTurn = [...contestants.slice(first), ...contestants.slice(0, first)];
    for (const { key, run } of round % 2 === 0 ? inTurn : inTurn.reverse()) {
      const start = performance.now();
      const own = await run();
      const taken = own ?? performance.now() - start;
      if (round > 0) samples.get(key)?.push(taken);
    }
  }
  return new Map([...samples].map(([key, list]) => [key, spreadOf(list)]));
}
