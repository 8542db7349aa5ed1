import { isMark } from './marks.ts';
import type { ReadyManifest } from '../manifest.ts';
import { type Plan, isCurrent } from '../recipe.ts';
import type { Listed, Original, Store, StoredManifest } from '../store/index.ts';

/** One look at everything that belongs to a path. */
export interface Observation {
  readonly original: Original | null;
  readonly locks: readonly Listed[];
  readonly marks: readonly Listed[];
  /** What lies under `variants/<path>/`. */
  readonly listed: readonly Listed[];
  readonly manifest: StoredManifest;
}

/**
 * The order matters: a variant or manifest written from what is no longer the original is then either seen here, or its
 * writer's lock is, or its writer looks again after us.
 */
export async function observe(store: Store, path: string): Promise<Observation> {
  const original = await store.originals.head(path);
  const beside = await store.locks.list(path);
  const listed = await store.variants.list(path);
  const manifest = await store.manifests.read(path);
  return {
    original: original && isFolderMarker(path, original) ? null : original,
    locks: beside.filter((entry) => !isMark(entry)),
    marks: beside.filter(isMark),
    listed,
    manifest,
  };
}

/** What consoles and sync tools leave so that an empty folder shows: no original, though there is an object. */
const isFolderMarker = (path: string, { bytes }: Original): boolean =>
  bytes === 0 && (path === '' || path.endsWith('/'));

/** Whether everything is as it should be, so that the message may be acknowledged. */
export function isConsistent(seen: Observation, plan: Plan): boolean {
  const { original, listed, manifest } = seen;
  if (original === null) return listed.length === 0 && manifest === null;
  if (manifest === null || manifest === 'unreadable') return false;
  if (manifest.original.etag !== original.etag || manifest.original.version !== original.version) return false;
  if (!isCurrent(manifest, plan)) return false;
  return manifest.status === 'rejected' ? listed.length === 0 : isComplete(manifest, listed, plan);
}

/** The manifest to renew where the same bytes were uploaded again: the variants are right, only it names the version before. */
export function manifestOfSameBytes(seen: Observation, plan: Plan): ReadyManifest | null {
  const { original, listed, manifest } = seen;
  if (original === null || manifest === null || manifest === 'unreadable' || manifest.status !== 'ready') return null;
  const { etag, bytes } = manifest.original;
  if (etag !== original.etag || bytes !== original.bytes || !isCurrent(manifest, plan)) return null;
  return isComplete(manifest, listed, plan) ? manifest : null;
}

/** Every variant that belongs there is there as it was written, and nothing besides that could not have been asked for. */
function isComplete({ variants }: ReadyManifest, listed: readonly Listed[], { made, onRequest }: Plan): boolean {
  const tags = new Map(listed.map(({ name, etag }) => [name, etag]));
  return (
    new Set(variants.map(({ name }) => name)).size === made.size &&
    variants.every(({ name, etag }) => made.has(name) && tags.get(name) === etag) &&
    listed.every(({ name }) => made.has(name) || onRequest.has(name) || name.startsWith('~'))
  );
}
