import { messageOf, Rejection } from '../errors.ts';
import { FORMAT_NAMES } from './inspect/inspection.ts';
import { isOutOfMemory } from './out-of-memory.ts';
import type { SourceFormat } from './types.ts';

/**
 * How much a decoder forgives. `error` forgives warnings only: sharp's `truncated` would let a TIFF out with holes where
 * its strips can't be read.
 */
export type FailOn = 'warning' | 'error';

/** What libjpeg counts as a warning although part of the picture is not there. */
const MISSING_PIXELS = /premature end/i;

/** What libvips says of every AVIF, good ones included, before it says what is wrong. */
const ASIDE = /^source: bad seek/;

const NOT_BUILT_IN = /not (?:configured|supported|implemented|built)|unsupported|unimplemented/i;

/**
 * Runs a decoder strictly, and once more forgiving warnings where it fails.
 *
 * @param first `error` where it is known already that the strict run would fail
 * @throws {Rejection} `corrupt` or `unsupported_format`: the same bytes would fail again. Where memory ran out, the
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
    // What memory ran out for is no worse for it: to read it once more, forgiving, would call it degraded.
    const isFinal = MISSING_PIXELS.test(messageOf(error)) || isOutOfMemory(messageOf(error));
    if (first === 'error' || isFinal) throw rejection(format, error);
  }
  try {
    return { value: await decode('error'), failOn: 'error' };
  } catch (error) {
    throw rejection(format, error);
  }
}

function rejection(format: SourceFormat, error: unknown): unknown {
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

/** Decoders quote the file, so nothing but printable ASCII, and not much of it. */
function firstLine(message: string): string {
  const lines = message.split('\n').filter((each) => each.trim() !== '');
  const line = lines.find((each) => !ASIDE.test(each)) ?? lines[0] ?? 'no reason given';
  return line
    .replace(/[^\x20-\x7e]/g, '?')
    .trim()
    .slice(0, 160);
}
