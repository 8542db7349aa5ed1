import type { ReadyManifest } from '../manifest.ts';
import { isCurrent, type Plan } from '../recipe.ts';
import type { Listed, Original, Store, StoredManifest } from '../store/index.ts';
import { isMark } from './marks.ts';

/** One observation of everything that belongs to a path. */
export interface Observation {
  readonly original: Original | null;
  readonly locks: readonly Listed[];
  readonly marks: readonly Listed[];
  /** The objects under `variants/<path>/`. */
  readonly listed: readonly Listed[];
  readonly manifest: StoredManifest;
  /** ETag of the object at the manifest's key; null if there is none. */
  readonly manifestTag: string | null;
}

/**
 * The order matters: if a variant or manifest is written from an older original, either it is observed here, or its
 * writer's lock is, or its writer observes again after us.
 */
export async function observe(store: Store, path: string): Promise<Observation> {
  const original = await store.originals.head(path);
  const beside = await store.locks.list(path);
  const listed = await store.variants.list(path);
  const { manifest, etag: manifestTag } = await store.manifests.see(path);
  return {
    original: original && isFolderMarker(path, original) ? null : original,
    locks: beside.filter((entry) => !isMark(entry)),
    marks: beside.filter(isMark),
    listed,
    manifest,
    manifestTag,
  };
}

/** What consoles and sync tools create to make an empty folder visible: an object, but not an original. */
export const isFolderMarker = (path: string, { bytes }: Pick<Original, 'bytes'>): boolean =>
  bytes === 0 && (path === '' || path.endsWith('/'));

/**
 * The manifest, if the variants made at upload are the ones it names and belong to the bytes of the current original.
 * It may still name an earlier upload of the same bytes.
 */
export function rightManifest(seen: Observation, plan: Plan): ReadyManifest | null {
  const { original, listed, manifest } = seen;
  if (original === null || manifest === null || manifest === 'unreadable' || manifest.status !== 'ready') return null;
  const { etag, bytes } = manifest.original;
  if (etag !== original.etag || bytes !== original.bytes || !isCurrent(manifest, plan)) return null;
  const names = new Set(manifest.variants.map(({ name }) => name));
  if (names.size !== plan.made.size) return null;
  const tags = new Map(listed.map((entry) => [entry.name, entry.etag]));
  const { variants } = manifest;
  return variants.every(({ name, etag: tag }) => plan.made.has(name) && tags.get(name) === tag) ? manifest : null;
}

/**
 * Whether nothing can be made of the original before it is restored, although its variants are outdated or incomplete:
 * they are of these bytes, so they are kept.
 */
const awaitsRestore = ({ original, manifest }: Pick<Observation, 'original' | 'manifest'>): boolean =>
  original?.archived === true &&
  manifest !== null &&
  manifest !== 'unreadable' &&
  manifest.status === 'ready' &&
  manifest.original.etag === original.etag &&
  manifest.original.version === original.version;

/**
 * Whether everything is as it should be, apart from variants that were made on request.
 * @param right the result of `rightManifest` for this observation
 */
export function isConsistent(
  { original, listed, manifest }: Observation,
  plan: Plan,
  right: ReadyManifest | null,
): boolean {
  if (original === null) return listed.length === 0 && manifest === null;
  if (manifest === null || manifest === 'unreadable' || manifest.original.version !== original.version) return false;
  if (manifest.status === 'ready') return right !== null || awaitsRestore({ original, manifest });
  // Restored since.
  if (manifest.rejection.code === 'archived' && original.archived !== true) return false;
  return manifest.original.etag === original.etag && isCurrent(manifest, plan) && listed.length === 0;
}
