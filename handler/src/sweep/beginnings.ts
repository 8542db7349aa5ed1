import { compareKeys } from '../keys.ts';

/**
 * The beginnings of a key, itself included, that with the suffix sort behind it: the only keys that are listed before it and
 * come after it in the order of suffixed keys. At most as many as it has characters.
 */
export const overtaken = (key: string, suffix: string): string[] =>
  beginnings(key).filter((beginning) => compareKeys(beginning + suffix, key) > 0);

/** The folders that a key lies in, without their slashes: the paths whose variants may be among those around this one. */
export const folders = (key: string): string[] =>
  beginnings(key).filter((beginning) => key.startsWith(`${beginning}/`));

function beginnings(key: string): string[] {
  const characters = Array.from(key);
  let beginning = '';
  return ['', ...characters.map((character) => (beginning += character))];
}
