import { messageOf, Rejection, type RejectionCode } from '../../errors.ts';
import { isOutOfMemory } from '../out-of-memory.ts';
import type { Made } from '../types.ts';

/** The worker's messages: first that it has started, then one answer per job. */
export type Answer =
  { readonly kind: 'ready' } | { readonly kind: 'made'; readonly made: Made } | ({ readonly kind: 'failed' } & Failure);

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
