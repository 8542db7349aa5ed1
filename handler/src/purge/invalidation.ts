import { beginningOf, ENCODED_FOLDER, isOrdinary, spell } from '../spelling.ts';

/** CloudFront allows 15 wildcards in progress at a time, and bills each path. */
export const MOST_PATHS = 10;

interface Folder {
  /** Prefix of the cache keys of everything in it. */
  readonly stem: () => string;
  readonly children: Map<string, Folder>;
  /** Whether an original of exactly this name changed: everything under the stem is then purged anyway. */
  changed: boolean;
  /** Depth, in slashes of the originals' paths; 0 for the root. */
  readonly depth: number;
}

/**
 * The invalidation paths that purge all variants of the changed originals: one wildcard for each, or, if there are more
 * than `most`, for their common folders. Never more than `most` (at least 1), and no folder that could be split into
 * its sub-folders without exceeding that.
 *
 * CloudFront compares them with the URL as rewritten by the viewer function, so they use the same spelling, in which
 * nothing has to be encoded. That matters, because other encoded characters are not found
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html:
 * "URL-encode" non-ASCII and RFC 1738's unsafe characters, "do not URL-encode any other characters in the path, or
 * CloudFront will not invalidate"), and a tilde is refused bare and matches nothing as %7E
 * (https://github.com/aws/aws-sdk-js-v3/issues/4042). The tildes in variants' names come after the slash, so the
 * wildcard covers them.
 * @param changed paths of originals, as in their keys
 * @throws URIError if a path contains a lone surrogate
 */
export function invalidationPaths(changed: readonly string[], most: number = MOST_PATHS): string[] {
  if (changed.length === 0) return [];
  const stems = split(treeOf(changed), most).map(({ stem }) => stem());
  // The stem of a folder of encoded paths may cover its neighbours.
  return [...new Set(stems)]
    .filter((stem, _, all) => !all.some((other) => other !== stem && stem.startsWith(other)))
    .map((stem) => `${stem}*`)
    .sort();
}

function treeOf(paths: readonly string[]): Folder {
  const root = folder(() => '/', 0);
  for (const path of paths) (isOrdinary(path) ? addOrdinary : addEncoded)(root, path);
  return root;
}

const folder = (stem: () => string, depth: number): Folder => ({ stem, children: new Map(), changed: false, depth });

function addOrdinary(root: Folder, path: string): void {
  let at = root;
  for (const [segment, end] of segmentsOf(path)) at = childOf(at, segment, () => `/${path.slice(0, end)}/`);
  at.changed = true;
}

/**
 * The spelling of an encoded path has no folders, but paths of one folder share a prefix. Paths below its own name do
 * not.
 */
function addEncoded(root: Folder, path: string): void {
  let at = childOf(root, ENCODED_FOLDER, () => `/${ENCODED_FOLDER}/`, 0);
  for (const [segment, end] of segmentsOf(path)) {
    const whole = end === path.length;
    at = childOf(at, whole ? segment : `${segment}/`, () =>
      whole ? `/${spell(path)}/` : `/${beginningOf(path.slice(0, end + 1))}`,
    );
  }
  at.changed = true;
}

/** The segments between slashes, and where each ends. */
function* segmentsOf(path: string): Generator<[segment: string, end: number], void> {
  let start = 0;
  for (const segment of path.split('/')) {
    yield [segment, start + segment.length];
    start += segment.length + 1;
  }
}

/** Stems are computed on demand: computing all would take time quadratic in a path's length. */
function childOf(parent: Folder, name: string, stem: () => string, depth = parent.depth + 1): Folder {
  const known = parent.children.get(name);
  if (known !== undefined) return known;
  const child = folder(stem, depth);
  parent.children.set(name, child);
  return child;
}

/** Repeatedly splits the broadest folder into its changed children, as long as the limit allows. */
function split(root: Folder, most: number): Folder[] {
  const folders = [root];
  for (;;) {
    const next = folders
      .filter(({ changed, children }) => !changed && folders.length - 1 + children.size <= most)
      .sort((a, b) => a.depth - b.depth || a.children.size - b.children.size || (a.stem() < b.stem() ? -1 : 1))[0];
    if (next === undefined) return folders;
    folders.splice(folders.indexOf(next), 1, ...next.children.values());
  }
}
