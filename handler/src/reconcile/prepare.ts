import type { ManifestVariant } from '../manifest.ts';
import { isMadeFrom, type Listed, type Origin, type Original, type VariantBytes } from '../store/index.ts';
import { each } from './each.ts';
import type { Observation } from './observe.ts';
import { recordPendingReport } from './pending-report.ts';
import type { Reuse } from './reuse.ts';
import type { Run } from './run.ts';
import { findStaleVariants } from './stale-variants.ts';

/** A variant to be stored: its bytes, and what its manifest says about it apart from the ETag. */
export interface Ready {
  readonly variant: VariantBytes;
  readonly size: Pick<ManifestVariant, 'width' | 'height'>;
}

/** What has to be known, and on record, before a pass writes anything. */
export interface Prepared {
  /** By name: variants that only need another name or another header. */
  readonly copies: ReadonlyMap<string, Ready>;
  /** By name: the listed variants that have to go. */
  readonly stale: ReadonlyMap<string, Listed>;
}

/**
 * Reads what is copied, finds what has to go, and writes the mark that a report is due. Depends on nothing that is made in
 * this pass. Null if something has changed since it was observed: the next pass sees that.
 */
export async function prepare(run: Run, seen: Observation, original: Original, reuse: Reuse): Promise<Prepared | null> {
  const copies = await readCopies(run, reuse);
  if (copies === null) return null;
  const stale = await staleAmong(run, seen, original, reuse);
  const stays = (name: string): boolean => (run.plan.made.has(name) ? reuse.untouched.has(name) : !stale.has(name));
  await recordPendingReport(
    run,
    seen,
    seen.listed.some(({ name }) => !stays(name)),
  );
  return { copies, stale };
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
export async function storeOne(
  run: Run,
  variant: VariantBytes,
  origin: Origin,
  seen: string | null,
): Promise<string | null> {
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
