import { messageOf, Rejection, type RejectionCode } from '../../errors.ts';
import { isOutOfMemory } from '../out-of-memory.ts';
import type { Made, MadeVariant, SourceSize } from '../types.ts';

/**
 * The worker's messages: first that it has started; then, for each job, each variant as it is finished, and an answer at
 * the end.
 */
export type Message = { readonly kind: 'ready' } | Finished | Answer;

export interface Finished {
  readonly kind: 'finished';
  readonly variant: MadeVariant;
  readonly source: SourceSize;
}

/** What was made, by the names of the variants that were sent already: none is held until the last is finished. */
export type Answer =
  | {
      readonly kind: 'made';
      readonly made: Omit<Made, 'variants'>;
      readonly names: readonly string[];
    }
  | ({ readonly kind: 'failed' } & Failure);

/** An error as plain data: only that keeps its type between processes. */
interface Failure {
  readonly code: RejectionCode | undefined;
  /** Whether memory ran out. */
  readonly outOfMemory: boolean;
  readonly message: string;
  readonly stack: string | undefined;
}

export function failureOf(error: unknown): Failure {
  return {
    code: error instanceof Rejection ? error.code : undefined,
    outOfMemory: !(error instanceof Rejection) && isOutOfMemory(messageOf(error)),
    message: messageOf(error),
    stack: error instanceof Error ? error.stack : undefined,
  };
}

/** The worker's error: again a `Rejection` if it was one. */
export function errorOf({ code, message, stack }: Omit<Failure, 'outOfMemory'>): Error {
  const error = code === undefined ? new Error(message) : new Rejection(code, message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
