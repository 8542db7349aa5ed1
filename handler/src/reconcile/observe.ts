import type { Manifest, ManifestVariant, ReadyManifest, RejectedManifest, VariantsRecord } from '../manifest.ts';
import { isCurrent, type Plan } from '../recipe.ts';
import { legible, type Listed, type Original, type SeenManifest, type Store } from '../store/index.ts';
import { isMark } from './marks.ts';
import { readAhead, stopReading } from './read-ahead.ts';
import { isReadable } from './refuse.ts';
import type { Run } from './run.ts';

/** One observation of everything that belongs to a path. */
export interface Observation {
  readonly original: Original | null;
  readonly locks: readonly Listed[];
  readonly marks: readonly Listed[];
  /** The objects under `variants/<path>/`. */
  readonly listed: readonly Listed[];
  /** Null if there is none, or an object that is no manifest of ours. */
  readonly manifest: Manifest | null;
  /** ETag of the object at the manifest's key, whatever it is; null if there is none. */
  readonly manifestTag: string | null;
  /** Whether nothing was left out, so that it may show that there is nothing to do. */
  readonly isWhole: boolean;
}

/**
 * The original comes first; of what follows, the order does not matter: if a variant or manifest is written from an older
 * original, either it is observed here, or its writer's lock is, or its writer observes again after us.
 */
export async function observe(store: Store, path: string): Promise<Observation> {
  return observeAll(store, path, await originalAt(store, path));
}

/**
 * The same, but with less listed if the manifest shows that something has to be done: locks do not matter before
 * that, and where there is no manifest, usually no variants are either. Whatever there is nevertheless
 * is refused by the conditions of what is written, and seen by the observation that follows.
 */
export async function glance(run: Run): Promise<Observation> {
  const { store, path, plan } = run;
  const original = await originalAt(store, path);
  // What can be made of an archived original depends on what is listed.
  if (original?.archived === true) return observeAll(store, path, original);
  if (original !== null && run.isFirst && isReadable(run, original)) readAhead(run, original);
  const known = await store.manifests.see(path);
  const [manifest, manifestTag] = [legible(known.manifest), known.etag];
  const part = { original, manifest, manifestTag, locks: [], marks: [], isWhole: false };
  if (original === null) {
    return manifestTag === null
      ? observeAll(store, path, original)
      : { ...part, listed: await store.variants.list(path) };
  }
  if (manifestTag === null) return { ...part, listed: [] };
  const isOfBytes = manifest !== null && manifest.original.etag === original.etag && isCurrent(manifest, plan);
  // Nothing has to be made again of the same bytes.
  if (isOfBytes) stopReading(run);
  const isOutdated = !isOfBytes || manifest.original.version !== original.version;
  return isOutdated ? { ...part, listed: await store.variants.list(path) } : observeAll(store, path, original, known);
}

async function originalAt(store: Store, path: string): Promise<Original | null> {
  const original = await store.originals.head(path);
  return original && isFolderMarker(path, original) ? null : original;
}

/** @param known the manifest, if it was read after the original */
async function observeAll(
  store: Store,
  path: string,
  original: Original | null,
  known?: SeenManifest,
): Promise<Observation> {
  const [beside, listed, { manifest, etag }] = await Promise.all([
    store.locks.list(path),
    store.variants.list(path),
    known ?? store.manifests.see(path),
  ]);
  return {
    original,
    locks: beside.filter((entry) => !isMark(entry)),
    marks: beside.filter(isMark),
    listed,
    manifest: legible(manifest),
    manifestTag: etag,
    isWhole: true,
  };
}

/** What consoles and sync tools create to make an empty folder visible: an object, but not an original. */
export const isFolderMarker = (path: string, { bytes }: Pick<Original, 'bytes'>): boolean =>
  bytes === 0 && (path === '' || path.endsWith('/'));

/**
 * The manifest, if the variants made at upload are the ones it names and belong to the bytes and the focal point of the
 * current original. It may still name an earlier upload of the same bytes.
 */
export function rightManifest(seen: Observation, plan: Plan): ReadyManifest | null {
  const { original, listed, manifest } = seen;
  if (original === null || manifest?.status !== 'ready') return null;
  const { etag, bytes } = manifest.original;
  if (etag !== original.etag || bytes !== original.bytes || !isCurrent(manifest, plan)) return null;
  const { variants } = manifest;
  const names = new Set(variants.map(({ name }) => name));
  if (names.size !== plan.made.size) return null;
  const recipes = plan.recipes(manifest.image, original.focalPoint);
  const isRight = isListed(listed);
  return variants.every((variant) => recipes.get(variant.name) === variant.recipe && isRight(variant))
    ? manifest
    : null;
}

/** Whether a listing contains a variant as its manifest names it. */
export function isListed(listed: readonly Listed[]): (variant: Pick<ManifestVariant, 'name' | 'etag'>) => boolean {
  const tags = new Map(listed.map(({ name, etag }) => [name, etag]));
  return ({ name, etag }) => tags.get(name) === etag;
}

/**
 * Whether everything is as it should be, apart from variants that were made on request.
 * @param standing the manifest, if it may stay: that of `rightManifest`, or of `manifestAwaitingRestore`
 */
export function isConsistent(
  { original, listed, manifest, manifestTag }: Observation,
  plan: Plan,
  standing: ReadyManifest | null,
): boolean {
  if (original === null) return listed.length === 0 && manifestTag === null;
  if (manifest?.original.version !== original.version) return false;
  if (manifest.status === 'ready') return standing !== null;
  // Restored since.
  if (manifest.rejection.code === 'archived' && original.archived !== true) return false;
  return (
    manifest.original.etag === original.etag && isCurrent(manifest, plan) && isRightRejection(manifest, listed, plan)
  );
}

/**
 * Whether a listing shows what a rejection leaves: nothing, or the variants that were kept, and none of another
 * original under a name that is made at upload. Those made on request are not judged here.
 */
function isRightRejection({ kept }: RejectedManifest, listed: readonly Listed[], plan: Plan): boolean {
  if (kept === undefined) return listed.length === 0;
  const names = new Set(kept.variants.map(({ name }) => name));
  return (
    kept.variants.every(isListed(listed)) &&
    [...names].every((name) => plan.made.has(name)) &&
    listed.every(({ name }) => names.has(name) || !plan.made.has(name))
  );
}

/** The variants that a manifest speaks of: of the original as it is, or kept of an earlier one. */
export function recordIn(manifest: Manifest | null): VariantsRecord | null {
  if (manifest === null) return null;
  return manifest.status === 'ready' ? manifest : (manifest.kept ?? null);
}

/** The variants that are kept although the original is rejected. */
export const keptIn = ({ original, manifest }: Observation): VariantsRecord | null =>
  original !== null && manifest?.status === 'rejected' ? recordIn(manifest) : null;
