/**
 * A mutant that no test can detect because it behaves the same, with the reason. It is identified by its file, the text of
 * its line and the change, so that lines may move. `make mutation` fails on any other survivor, and on an entry without a
 * mutant or whose mutant a test detects.
 */
export interface Equivalent {
  readonly file: string;
  readonly source: string;
  readonly change: string;
  readonly reason: string;
}

/** Changes of one line that are equivalent for the same reason. */
export const alike = (file: string, source: string, reason: string, ...changes: readonly string[]): Equivalent[] =>
  changes.map((change) => ({ file, source, change, reason }));
