import type { Clients } from '../clients.ts';
import type { Queue } from '../redrive/queue.ts';
import type { Stack } from '../stack/stack.ts';
import type { Ask } from './ask.ts';
import type { Pace } from './pace.ts';
import type { Samples } from './samples.ts';

/** The context of a check. */
export interface Run {
  readonly stack: Stack;
  readonly clients: Clients;
  readonly ask: Ask;
  readonly pace: Pace;
  readonly samples: Samples;
  /** The queues that trigger functions, as they were before anything was uploaded. */
  readonly queuesBefore: Promise<readonly Queue[]>;
  /** One of the stack's signing keys, if the operator passed one. */
  readonly signingKey: string | undefined;
}
