import { Logger } from '@aws-lambda-powertools/logger';

/** Longest text in a log line, in UTF-16 units: longer than any path, and short enough to limit the cost of a line. */
const LONGEST_TEXT_CHARACTERS = 2_048;

/**
 * One JSON object per line, at debug, info, warn or error as POWERTOOLS_LOG_LEVEL says. Texts come from keys and
 * images: characters that a terminal or a log viewer could take for a line break, a text direction or a command are
 * escaped, and length is capped.
 */
export function createLogger(service: string, stack: string): Logger {
  return new Logger({
    serviceName: service,
    persistentKeys: { stack },
    jsonReplacerFn: (_key, value) => (typeof value === 'string' ? printable(value) : value),
  });
}

export function printable(text: string): string {
  const kept = text.length > LONGEST_TEXT_CHARACTERS ? `${text.slice(0, LONGEST_TEXT_CHARACTERS)}…` : text;
  return kept.replace(
    /(?!\n)[\p{Cc}\p{Cf}\p{Surrogate}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
