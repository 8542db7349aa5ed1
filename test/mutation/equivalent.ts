/**
 * Mutants that no test can notice, because they do the same, each with the reason. A mutant is found by its file, what its
 * line says and what is changed in it, so that it may move. `make mutation` fails on any other survivor, and on an entry that
 * there is no mutant for, or that a test notices.
 */
export interface Equivalent {
  readonly file: string;
  readonly source: string;
  readonly change: string;
  readonly reason: string;
}

export const EQUIVALENT: readonly Equivalent[] = [];
