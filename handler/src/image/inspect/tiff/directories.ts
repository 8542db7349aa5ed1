import { Rejection } from '../../../errors.ts';
import type { Reader } from '../reader.ts';
import { count } from '../reject.ts';
import { type Layout, readDirectory, type Values, valuesOf } from './tags.ts';

/** Pages of a scanned book, levels of a pyramid: real files stay below this. */
const DIRECTORIES = 1_000;
const DEPTH = 4;
const SUB_DIRECTORIES = 330;

/**
 * Follows the chain of directories, and the chains below each, as far as they are within the file.
 *
 * @throws {Rejection} `too_many_directories` for chains that are endless, too long or too deep.
 */
export function checkDirectories(read: Reader, layout: Layout, start: number): void {
  const seen = new Set<number>();
  const follow = (head: number, above: readonly number[]): void => {
    const chain = new Set(above);
    let at = head;
    while (at !== 0) {
      if (chain.has(at)) throw tooMany(`a directory at byte ${at} that leads back to itself`);
      if (seen.has(at)) return;
      chain.add(at);
      seen.add(at);
      if (seen.size > DIRECTORIES) throw tooMany(`more than ${count(DIRECTORIES)} directories`);
      const directory = readDirectory(read, layout, at);
      if (directory === undefined) return;
      const below = valuesOf(read, layout, directory, SUB_DIRECTORIES);
      if (below !== undefined) followEach(below, [...above, at]);
      at = directory.next;
    }
  };
  const followEach = (below: Values, path: readonly number[]): void => {
    if (below.length > DIRECTORIES) throw tooMany(`${count(below.length)} directories below one`);
    if (path.length > DEPTH) throw tooMany(`directories nested more than ${DEPTH} deep`);
    for (let i = 0; i < below.length; i++) follow(below.at(i), path);
  };
  follow(start, []);
}

function tooMany(what: string): Rejection {
  return new Rejection(
    'too_many_directories',
    `The TIFF has ${what}; at most ${count(DIRECTORIES)} directories, nested ${DEPTH} deep, are allowed. ` +
      'Save the picture again, as a single page.',
  );
}
