import { messageOf } from '../../handler/src/errors.ts';
import type { Run } from './run.ts';

/** One thing that the design assumes of AWS and of the stack. */
export interface Check {
  /** Stable: part of `--json` and of links to the docs. */
  readonly id: string;
  readonly title: string;
  /** What is right, in a sentence. */
  readonly expected: string;
  /** What to change where it is not. */
  readonly advice: string;
  /** Checks without whose success this one says nothing: if one of them fails, this is not checked. */
  readonly needs: readonly string[];
  /** Whether it waits until all others are done. */
  readonly last?: boolean;
  /**
   * Returns what came, where that is what was expected.
   * @throws Wrong where it is not; NotChecked where that can't be told; any other error counts as wrong, unless it says
   * that the operator lacks a right.
   */
  run(run: Run): Promise<string>;
}

/** What came is not what was expected. */
export class Wrong extends Error {
  override readonly name = 'Wrong';
}

/** Nothing can be said, for the reason given. */
export class NotChecked extends Error {
  override readonly name = 'NotChecked';
}

export type Verdict = 'passed' | 'failed' | 'not checked';

export interface Result {
  readonly check: Check;
  readonly verdict: Verdict;
  /** What came; of a check that was not made, why not. */
  readonly came: string;
  readonly seconds: number;
  /** Whether a check that this one needs has failed. */
  readonly blocked: boolean;
}

const REFUSED = /^(AccessDenied|AccessDeniedException|AuthorizationError|Forbidden|UnauthorizedOperation)$/;

/** What an error that a check threw says of it. */
export function judge(error: unknown): Pick<Result, 'verdict' | 'came'> {
  if (error instanceof NotChecked) return { verdict: 'not checked', came: error.message };
  if (error instanceof Wrong) return { verdict: 'failed', came: error.message };
  if (error instanceof Error && REFUSED.test(error.name)) {
    return { verdict: 'not checked', came: `You may not look: ${error.message}` };
  }
  return { verdict: 'failed', came: error instanceof Error ? `${error.name}: ${messageOf(error)}` : messageOf(error) };
}
