/**
 * Where a server answers otherwise than S3, SNS and SQS do, by whose fault and how we know. The tests fail on any other
 * difference, and on one that is there no longer.
 */
export interface Difference {
  readonly server: 'MiniStack' | 'moto';
  /** What fails: an operation of the store, or `flow`. */
  readonly operation: string;
  /** With which of the awkward keys, or all of them. */
  readonly keys: readonly string[] | 'all';
  /** What the failure says. */
  readonly says: RegExp;
  readonly reason: string;
}

export const KNOWN_DIFFERENCES: readonly Difference[] = [];
