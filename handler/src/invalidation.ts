import { encodePath } from './urls.ts';

/** CloudFront lets 15 wildcards be under way at a time, and bills each path. */
export const MOST_PATHS = 10;

interface Folder {
  /** The key's beginning that leads here, without the slash at its end. */
  prefix: string;
  children: Map<string, Folder>;
  /** Whether an original of this very name changed: what lies below is then covered as well. */
  changed: boolean;
  /** How many slashes deep; the root has none. */
  depth: number;
}

/**
 * The invalidation paths that purge all variants of the changed originals: one wildcard for each, or, when there are more
 * than `most`, their common folders. Never more than `most` (from 1 up), and none that could be split into its sub-folders
 * without being more than that.
 * @param changed paths of originals, as they are in keys: not encoded
 * @throws URIError if a path holds half of a surrogate pair
 */
export function invalidationPaths(changed: readonly string[], most: number = MOST_PATHS): string[] {
  if (changed.length === 0) return [];
  const wildcards = split(treeOf(changed), most).map(({ prefix, depth }) => wildcard(prefix, depth));
  // A wildcard that was cut short may cover its neighbours.
  return [...new Set(wildcards)]
    .filter((path, _, all) => !all.some((other) => other !== path && path.startsWith(other.slice(0, -1))))
    .sort();
}

function treeOf(paths: readonly string[]): Folder {
  const root: Folder = { prefix: '', children: new Map(), changed: false, depth: 0 };
  for (const path of paths) {
    let at = root;
    for (const segment of path.split('/')) {
      const prefix = at.depth === 0 ? segment : `${at.prefix}/${segment}`;
      const next = at.children.get(segment) ?? { prefix, children: new Map(), changed: false, depth: at.depth + 1 };
      at.children.set(segment, next);
      at = next;
    }
    at.changed = true;
  }
  return root;
}

/** Splits the broadest folder into what changed in it, again and again, as long as the number allows. */
function split(root: Folder, most: number): Folder[] {
  const folders = [root];
  for (;;) {
    const next = folders
      .filter(({ changed, children }) => !changed && folders.length - 1 + children.size <= most)
      .sort((a, b) => a.depth - b.depth || a.children.size - b.children.size || (a.prefix < b.prefix ? -1 : 1))[0];
    if (next === undefined) return folders;
    folders.splice(folders.indexOf(next), 1, ...next.children.values());
  }
}

/**
 * CloudFront compares invalidation paths with what the viewer function made of the URL, byte for byte, and so the spelling
 * is the same. Only a tilde can't be said: bare it is refused, and as %7E it matches nothing
 * (https://github.com/aws/aws-sdk-js-v3/issues/4042). So the path ends before it.
 */
function wildcard(prefix: string, depth: number): string {
  if (depth === 0) return '/*';
  const path = encodePath(prefix);
  const tilde = path.indexOf('~');
  return tilde < 0 ? `/${path}/*` : `/${path.slice(0, tilde)}*`;
}
