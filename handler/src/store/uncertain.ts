import { statusOf } from './errors.ts';

/**
 * Paths of which a write may take effect after whoever sent it has gone on: one that the SDK sent a second time, because the
 * first seemed lost, or one that was never answered. Whoever is done with such a path arranges a look at it later.
 */
export type UncertainPaths = Set<string>;

/** Waits for a write, and remembers its path where the answer does not settle it. */
export async function settled<T>(uncertain: UncertainPaths, path: string, write: Promise<T>): Promise<T> {
  try {
    const answer = await write;
    if (attemptsOf(answer) > 1) uncertain.add(path);
    return answer;
  } catch (error) {
    const isAnswered = (statusOf(error) ?? 500) < 500;
    if (!isAnswered || attemptsOf(error) > 1) uncertain.add(path);
    throw error;
  }
}

/** How often the SDK sent a request: it says so in answers and errors alike. */
function attemptsOf(answer: unknown): number {
  if (answer === null || typeof answer !== 'object' || !('$metadata' in answer)) return 1;
  return (answer as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1;
}
