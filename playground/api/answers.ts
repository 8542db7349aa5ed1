import type { Stack } from '../../packages/client/src/stack.ts';

/** What the API answers, in JSON. The page's requests have these types too. */
export interface Welcome {
  readonly stack: Stack;
  readonly folder: string;
  readonly samples: readonly string[];
  /** Whether URLs of any size can be signed. */
  readonly signs: boolean;
  /** Whether events are reported. */
  readonly reports: boolean;
}

export interface ListedPhoto {
  readonly path: string;
  readonly etag: string;
  readonly bytes: number;
}

export interface PhotoList {
  readonly photos: readonly ListedPhoto[];
  /** Where the next answer begins, for `after`: null if nothing is left. */
  readonly next: string | null;
}

/** A stored variant. The ETag and the time tell a new one from that of an earlier original. */
export interface StoredVariant {
  readonly name: string;
  readonly bytes: number;
  readonly version: string;
}

export interface Signed {
  readonly url: string;
  /** Milliseconds since 1970; null if the URL does not expire. */
  readonly expires: number | null;
}

/** `uploaded` and `deleted` come from S3, the others from Darkroom. */
export type EventType = 'uploaded' | 'deleted' | 'ready' | 'rejected' | 'removed';

export interface PlaygroundEvent {
  /** Place in the log, from 1. */
  readonly id: number;
  /** When it was received, in milliseconds since 1970. */
  readonly at: number;
  readonly type: EventType;
  readonly path: string;
  /** Of a rejection. */
  readonly code: string | null;
  /** The event itself. */
  readonly document: unknown;
}

export interface EventPage {
  readonly events: readonly PlaygroundEvent[];
  /** What to ask for next. */
  readonly next: number;
}

/** Why a request is refused. */
export interface Refused {
  readonly error: string;
  readonly message: string;
}
