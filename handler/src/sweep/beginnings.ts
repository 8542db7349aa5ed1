import { compareKeys } from '../keys.ts';

/**
 * The prefixes of a key, including itself, that sort after it once the suffix is appended: the only keys that are
 * listed before it but come after it in the order of suffixed keys. At most as many as it has characters.
 */
export const overtaken = (key: string, suffix: string): string[] =>
  beginnings(key).filter((beginning) => compareKeys(beginning + suffix, key) > 0);

/** The folders that contain a key, without their slashes: the paths whose variants may be listed around this one. */
export const folders = (key: string): string[] =>
  beginnings(key).filter((beginning) => key.startsWith(`${beginning}/`));

function beginnings(key: string): string[] {
  const characters = Array.from(key);
  let beginning = '';
  return ['', ...characters.map((character) => (beginning += character))];
}
