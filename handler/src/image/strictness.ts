import { messageOf, Rejection } from '../errors.ts';
import { FORMAT_NAMES } from './inspect/inspection.ts';
import { isOutOfMemory } from './out-of-memory.ts';
import type { SourceFormat } from './types.ts';

/**
 * How tolerant a decoder is. `error` tolerates only warnings: sharp's `truncated` would accept a TIFF with holes in
 * place of unreadable strips.
 */
export type FailOn = 'warning' | 'error';

/** What libjpeg reports as a warning although part of the image is missing. */
const MISSING_PIXELS = /premature end/i;

/** What libvips reports for every AVIF, including valid ones, before it says what is wrong. */
const ASIDE = /^source: bad seek/;

const NOT_BUILT_IN = /not (?:configured|supported|implemented|built)|unsupported|unimplemented/i;

/**
 * Runs a decoder strictly and, if that fails, once more tolerating warnings.
 *
 * @param first `error` if the strict run is known to fail
 * @throws {Rejection} `corrupt` or `unsupported_format`: the same bytes would fail again. If memory ran out, the
 * decoder's own error.
 */
export async function forgiving<T>(
  format: SourceFormat,
  decode: (failOn: FailOn) => Promise<T>,
  first: FailOn = 'warning',
): Promise<{ value: T; failOn: FailOn }> {
  try {
    return { value: await decode(first), failOn: first };
  } catch (error) {
    // An image that ran out of memory is not damaged: a second, tolerant run would call it degraded.
    const isFinal = MISSING_PIXELS.test(messageOf(error)) || isOutOfMemory(messageOf(error));
    if (first === 'error' || isFinal) throw rejection(format, error);
  }
  try {
    return { value: await decode('error'), failOn: 'error' };
  } catch (error) {
    throw rejection(format, error);
  }
}

/** What a decoder's error says of the image: a `Rejection`, or the error itself if memory ran out. */
export function rejection(format: SourceFormat, error: unknown): unknown {
  const message = messageOf(error);
  if (isOutOfMemory(message)) return error;
  const name = FORMAT_NAMES[format];
  if (NOT_BUILT_IN.test(message)) {
    const sentence = `The ${name} uses a feature that is not supported (${firstLine(message)}).`;
    return new Rejection('unsupported_format', `${sentence} Save it with common settings.`, { cause: error });
  }
  const sentence = `The ${name} can't be decoded (${firstLine(message)}).`;
  return new Rejection('corrupt', `${sentence} Upload an intact copy.`, { cause: error });
}

/** Decoders quote the file, so only printable ASCII is kept, and not much of it. */
function firstLine(message: string): string {
  const lines = message.split('\n').filter((each) => each.trim() !== '');
  const line = lines.find((each) => !ASIDE.test(each)) ?? lines[0] ?? 'no reason given';
  return line
    .replace(/[^\x20-\x7e]/g, '?')
    .trim()
    .slice(0, 160);
}
