import { Rejection } from '../errors.ts';
import { checkBytes } from '../image/inspect/check.ts';
import { archivedRejection, type Original } from '../store/index.ts';
import type { Run } from './run.ts';

type Known = Pick<Run, 'keys' | 'path' | 'plan' | 'limits'>;

/**
 * Checks everything that needs no download of the body.
 * @throws Rejection
 */
export function refuseUnread(known: Known, original: Original): void {
  refuseByNameOrLength(known, original);
  refuseArchived(original);
}

/** Whether anything of an original has to be read to know whether it can be processed. */
export function isReadable(known: Known, original: Original): boolean {
  try {
    refuseUnread(known, original);
    return true;
  } catch (error) {
    if (error instanceof Rejection) return false;
    throw error;
  }
}

/** @throws Rejection even if nothing of the original has to be read */
export function refuseByNameOrLength({ keys, path, plan, limits }: Known, { bytes }: Original): void {
  const problem = keys.problem(path, [...plan.made, ...plan.onRequest]);
  if (problem) throw problem;
  checkBytes(bytes, limits);
}

/** @throws Rejection */
export function refuseArchived({ archived }: Original): void {
  if (archived === true) throw archivedRejection();
}
