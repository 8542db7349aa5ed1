import type { S3Client } from '@aws-sdk/client-s3';

import type { Stack } from '../../packages/client/src/stack.ts';
import type { EventPage } from './answers.ts';

/** The events of a stack, as they come. */
export interface EventLog {
  /** Events after a place in the log, 0 for its beginning; waits for one, for some seconds at most or until the signal. */
  readonly since: (after: number, signal: AbortSignal) => Promise<EventPage>;
}

/** What serves the playground: the demo on this machine, or a function on AWS. Keys never leave it. */
export interface Host {
  readonly stack: Stack;
  /** A client with the rights to write, read and delete originals, and to list variants. */
  readonly s3: S3Client;
  readonly variantsBucket: string;
  /** The newest of the stack's signing keys; null if it has none. */
  readonly signingKey: string | null;
  /** What every path begins with that may be written, deleted or read: empty for all, otherwise ending with `/`. */
  readonly folder: string;
  /** File names of sample photos that the host serves under `/samples/`. */
  readonly samples: readonly string[];
  /** Null where nothing reports events. */
  readonly events: EventLog | null;
  /** Whether a request comes from somebody who may use the playground. */
  readonly admits: (request: Request) => boolean;
}
