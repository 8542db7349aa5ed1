import { messageOf } from '../../handler/src/errors.ts';
import type { Run } from './run.ts';

/** A check of one assumption about AWS or the stack. */
export interface Check {
  /** Stable: part of `--json` and of links to the documentation. */
  readonly id: string;
  readonly title: string;
  /** The expected result, in one sentence. */
  readonly expected: string;
  /** What to do if the check fails. */
  readonly advice: string;
  /** Checks that this one depends on: if one of them fails, this one is not checked. */
  readonly needs: readonly string[];
  /** Whether it waits for all other checks. */
  readonly last?: boolean;
  /**
   * Returns a description of the result if it is as expected.
   * @throws Wrong if it is not; NotChecked if that can't be determined; any other error counts as a failure, unless it
   * means that the operator lacks a permission.
   */
  run(run: Run): Promise<string>;
}

/** The result is not as expected. */
export class Wrong extends Error {
  override readonly name = 'Wrong';
}

/** The check could not run, for the given reason. */
export class NotChecked extends Error {
  override readonly name = 'NotChecked';
}

export type Verdict = 'passed' | 'failed' | 'not checked';

export interface Result {
  readonly check: Check;
  readonly verdict: Verdict;
  /** What was found, or why the check did not run. */
  readonly came: string;
  readonly seconds: number;
  /** Whether a check that this one needs has failed. */
  readonly blocked: boolean;
}

const REFUSED = /^(AccessDenied|AccessDeniedException|AuthorizationError|Forbidden|UnauthorizedOperation)$/;

/** The verdict for an error that a check threw. */
export function judge(error: unknown): Pick<Result, 'verdict' | 'came'> {
  if (error instanceof NotChecked) return { verdict: 'not checked', came: error.message };
  if (error instanceof Wrong) return { verdict: 'failed', came: error.message };
  if (error instanceof Error && REFUSED.test(error.name)) {
    return { verdict: 'not checked', came: `You lack a permission: ${error.message}` };
  }
  return { verdict: 'failed', came: error instanceof Error ? `${error.name}: ${messageOf(error)}` : messageOf(error) };
}
