/**
 * Why an original can never be processed, as stored in manifests and sent to the events topic. Consumers switch on
 * these codes, so codes are added, never renamed.
 */
export const REJECTION_CODES = [
  'empty',
  'not_an_image',
  'unsupported_format',
  'corrupt',
  'too_many_bytes',
  'too_many_pixels',
  'too_many_frames',
  'too_many_channels',
  'too_many_scans',
  'too_many_directories',
  'metadata_too_large',
  'too_expensive',
  'bad_key',
  'archived',
] as const;

export type RejectionCode = (typeof REJECTION_CODES)[number];

/**
 * A permanent error: the input can never be processed. Every other error counts as transient and is retried. `message`
 * is one sentence that names what was received, what is allowed and what to do.
 */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly code: RejectionCode;

  constructor(code: RejectionCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A thrown value as text, for log lines and for errors that name their cause. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
