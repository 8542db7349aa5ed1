import type { Difference } from '../known-differences.ts';
import { KNOWN_DIFFERENCES } from '../known-differences.ts';
import { AWKWARD } from './keys.ts';

export interface Failure {
  readonly operation: string;
  readonly key: string;
  readonly says: string;
}

/**
 * Failures on a server that are not known differences, and known differences that did not occur: one sentence each.
 * @param operations the operations that were run
 */
export function surprises(server: string, operations: readonly string[], failures: readonly Failure[]): string[] {
  const known = KNOWN_DIFFERENCES.filter((each) => each.server === server && operations.includes(each.operation));
  const unknown = failures.filter((failure) => !known.some((difference) => covers(difference, failure)));
  const mended = known.flatMap((difference) =>
    namesOf(difference)
      .filter((key) => !failures.some((failure) => failure.key === key && covers(difference, failure)))
      .map((key) => `"${difference.operation}" works now with ${key}`),
  );
  return [
    ...unknown.map(({ operation, key, says }) => `"${operation}" fails with ${key}: ${says}`),
    ...mended.map((what) => `${what}: take it from the known differences of ${server}`),
  ];
}

const namesOf = ({ keys }: Pick<Difference, 'keys'>): readonly string[] =>
  keys === 'all' ? Object.keys(AWKWARD) : keys;

const covers = ({ operation, keys, says }: Difference, failure: Failure): boolean =>
  operation === failure.operation && namesOf({ keys }).includes(failure.key) && says.test(failure.says);
