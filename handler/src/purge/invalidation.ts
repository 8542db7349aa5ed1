import { beginningOf, ENCODED_FOLDER, isOrdinary, spell } from '../spelling.ts';

/** CloudFront lets 15 wildcards be under way at a time, and bills each path. */
export const MOST_PATHS = 10;

interface Folder {
  /** What the cache keys of all that lies in it begin with. */
  readonly stem: () => string;
  readonly children: Map<string, Folder>;
  /** Whether an original of this very name changed: what the stem covers is then purged anyway. */
  changed: boolean;
  /** How many slashes of the originals' paths deep; the root has none. */
  readonly depth: number;
}

/**
 * The invalidation paths that purge all variants of the changed originals: one wildcard for each, or, when there are more
 * than `most`, their common folders. Never more than `most` (from 1 up), and none that could be split into its sub-folders
 * without being more than that.
 *
 * CloudFront compares them with what the viewer function made of the URL, and so they are made of the same spelling, which
 * holds nothing that has to be encoded. That matters, because whatever else is encoded is not found
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html: "URL-encode"
 * non-ASCII and RFC 1738's unsafe characters, "do not URL-encode any other characters in the path, or CloudFront will not
 * invalidate"), and a tilde is refused bare and matches nothing as %7E (https://github.com/aws/aws-sdk-js-v3/issues/4042).
 * The tildes in variants' names come after the slash, where the star stands.
 * @param changed paths of originals, as they are in keys
 * @throws URIError if a path holds half of a surrogate pair
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

/** Spelt, an encoded path has no folders; but those of one folder begin alike. What lies below its own name does not. */
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

/** What stands between slashes, and where it ends. */
function* segmentsOf(path: string): Generator<[segment: string, end: number], void> {
  let start = 0;
  for (const segment of path.split('/')) {
    yield [segment, start + segment.length];
    start += segment.length + 1;
  }
}

/** Stems are made where they are wanted: making all would take the square of a path's length. */
function childOf(parent: Folder, name: string, stem: () => string, depth = parent.depth + 1): Folder {
  const known = parent.children.get(name);
  if (known !== undefined) return known;
  const child = folder(stem, depth);
  parent.children.set(name, child);
  return child;
}

/** Splits the broadest folder into what changed in it, again and again, as long as the number allows. */
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
