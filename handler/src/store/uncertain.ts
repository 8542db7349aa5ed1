import { metadataOf, statusOf } from './errors.ts';

/**
 * Paths on which a write may take effect after its sender has moved on: one that the SDK sent a second time, because
 * the first seemed lost, or one that was never answered. When done with such a path, schedule another reconcile for
 * later.
 */
export type UncertainPaths = Set<string>;

/** Awaits a write, and records its path if the response does not settle whether it was the only one. */
export async function settled<T>(uncertain: UncertainPaths, path: string, write: Promise<T>): Promise<T> {
  try {
    const answer = await write;
    if (attemptsOf(answer) > 1) uncertain.add(path);
    return answer;
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined || status >= 500 || attemptsOf(error) > 1) uncertain.add(path);
    throw error;
  }
}

/** How often the SDK sent a request: it reports this in responses and errors alike. */
const attemptsOf = (answer: unknown): number => metadataOf(answer)?.attempts ?? 1;
