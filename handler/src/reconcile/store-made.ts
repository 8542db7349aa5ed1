import { variantNames } from '../image/names.ts';
import type { Made, VariantName } from '../image/types.ts';
import type { Manifest, ManifestVariant } from '../manifest.ts';
import { isMadeFrom, type Listed, type Origin, type Original, type VariantBytes } from '../store/index.ts';
import { each, MANY_REQUESTS_AT_ONCE } from './each.ts';
import type { Observation } from './observe.ts';
import { recordPendingReport } from './pending-report.ts';
import type { Reuse } from './reuse.ts';
import type { Run } from './run.ts';
import { findStaleVariants } from './stale-variants.ts';

/** A variant to be stored: its bytes, and what its manifest says about it apart from the ETag. */
interface Ready {
  readonly variant: VariantBytes;
  readonly size: Pick<ManifestVariant, 'width' | 'height'>;
}

/**
 * Stores what was made or copied, leaves what is as it should be, deletes the rest, and writes the manifest. Returns
 * early if another function has written here too: the next pass sees whose original is current.
 *
 * @param made what was made of the original in this run; null if nothing had to be
 */
export async function storeMade(
  run: Run,
  seen: Observation,
  original: Original,
  reuse: Reuse,
  made: Made | null,
): Promise<void> {
  const { path, plan, store, keys } = run;
  const image = reuse.image ?? made?.image;
  if (image === undefined) throw new Error('There are neither made nor reusable variants');
  const copies = await readCopies(run, reuse);
  if (copies === null) return;
  const stale = await staleAmong(run, seen, original, reuse);
  const stays = (name: string): boolean => (plan.made.has(name) ? reuse.untouched.has(name) : !stale.has(name));
  await recordPendingReport(
    run,
    seen,
    seen.listed.some(({ name }) => !stays(name)),
  );

  const recipes = plan.recipes(image, original.focalPoint);
  const present = new Map(seen.listed.map(({ name, etag }) => [name, etag]));
  const stored = await each(variantNames(plan.uploads), async (named): Promise<ManifestVariant[]> => {
    const { name } = named;
    const recipe = recipes.get(name) ?? '';
    const source = reuse.sources.get(name);
    if (source !== undefined && reuse.untouched.has(name)) return [entryOf(named, source, source, source.etag, recipe)];
    const { variant, size } = copies.get(name) ?? madeOf(name, made);
    const etag = await storeOne(run, variant, { original: original.etag, recipe }, present.get(name) ?? null);
    return etag === null ? [] : [entryOf(named, { ...size, bytes: variant.bytes.length }, variant, etag, recipe)];
  });
  await each([...stale.values()], ({ name, etag }) => store.variants.delete(path, name, etag), MANY_REQUESTS_AT_ONCE);
  if (stored.some((one) => one.length === 0)) return;
  const manifest: Manifest = {
    schema: 1,
    path,
    original: copyOf(original),
    presets: plan.digest,
    status: 'ready',
    limits: plan.limits,
    cacheControl: plan.cacheControl,
    image,
    variantsPrefix: keys.variants(path),
    variants: stored.flat(),
  };
  await store.manifests.write(path, manifest, seen.manifestTag);
}

const entryOf = (
  { name, preset, format }: VariantName,
  { width, height, bytes }: Pick<ManifestVariant, 'width' | 'height' | 'bytes'>,
  { contentType }: Pick<ManifestVariant, 'contentType'>,
  etag: string,
  recipe: string,
): ManifestVariant => ({ name, preset, format, contentType, width, height, bytes, etag, recipe });

function madeOf(name: string, made: Made | null): Ready {
  const variant = made?.variants.find((each) => each.name === name);
  if (variant === undefined) throw new Error(`The variant ${name} was not made`);
  return { variant, size: variant };
}

/**
 * The bytes of the variants that only need another name or another header. All are read before anything is written,
 * because presets may have exchanged their names. Null if one is no longer what was observed.
 */
async function readCopies(
  { path, store }: Run,
  { sources, untouched }: Reuse,
): Promise<ReadonlyMap<string, Ready> | null> {
  const wanted = [...sources].filter(([name]) => !untouched.has(name));
  const read = await each(wanted, async ([name, source]): Promise<[string, Ready][]> => {
    const found = await store.variants.read(path, source.name, Infinity);
    if (found?.etag !== source.etag || found.bytes === null) return [];
    return [[name, { variant: { name, contentType: source.contentType, bytes: found.bytes }, size: source }]];
  });
  return read.some((one) => one.length === 0) ? null : new Map(read.flat());
}

/** The listed variants that have to go. Those of another original are not worth a question each. */
async function staleAmong(
  run: Run,
  seen: Observation,
  original: Original,
  { isSameOriginal }: Reuse,
): Promise<ReadonlyMap<string, Listed>> {
  const stale = isSameOriginal
    ? await findStaleVariants(run, seen, original)
    : seen.listed.filter(({ name }) => !run.plan.made.has(name));
  return new Map(stale.map((entry) => [entry.name, entry]));
}

/**
 * Stores a variant only in place of the one that was observed. A variant that a slower function may have stored since,
 * and that a cache may have fetched, is left to the next pass, which records its purge first. Returns the ETag, or null
 * in that case. If a write was carried out but not answered, S3 refuses the SDK's second attempt; the stored variant is
 * then ours or an identical one.
 */
async function storeOne(run: Run, variant: VariantBytes, origin: Origin, seen: string | null): Promise<string | null> {
  const { path, store, plan } = run;
  const stored =
    seen === null
      ? await store.variants.putIfAbsent(path, variant, origin)
      : await store.variants.replace(path, variant, origin, seen);
  if (stored !== null) return stored.etag;
  const found = await store.variants.head(path, variant.name);
  const wanted = { ...origin, cacheControl: plan.cacheControl };
  return found !== null && isMadeFrom(found, wanted) ? found.etag : null;
}

/** Without what else an original may have. */
export const copyOf = ({ etag, version, bytes, focalPoint }: Original): Original => ({
  etag,
  version,
  bytes,
  ...(focalPoint !== undefined && { focalPoint }),
});
