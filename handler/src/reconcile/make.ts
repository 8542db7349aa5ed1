import { Rejection } from '../errors.ts';
import { checkBytes } from '../image/inspect/check.ts';
import type { Made, MadeVariant } from '../image/types.ts';
import type { Manifest } from '../manifest.ts';
import type { Plan } from '../recipe.ts';
import { archivedRejection, isMadeFrom, type Origin, type Original } from '../store/index.ts';
import { attempt, refuseDeadly } from './attempts.ts';
import { each, MANY_REQUESTS_AT_ONCE } from './each.ts';
import type { Observation } from './observe.ts';
import { recordPendingReport } from './pending-report.ts';
import { type Run, timed } from './run.ts';

/**
 * Makes the variants of this original, or its rejection. Returns early if it changed meanwhile: the next pass sees
 * that.
 */
export async function make(run: Run, seen: Observation, original: Original): Promise<void> {
  try {
    refuseUnread(run, original);
    refuseDeadly(run, seen, original);
    // If only the storing has to be repeated, the variants are still in memory.
    if (run.made === null || run.madeFrom !== original.version) {
      const bytes = await timed(run, 'read', () => run.store.originals.read(run.path, original));
      if (bytes === null) return;
      run.made = await timed(run, 'transform', () => attempt(run, original, () => transform(run, bytes)));
      run.madeFrom = original.version;
    }
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    await timed(run, 'store', () => storeRejection(run, seen, original, error));
    return;
  }
  const { made } = run;
  await timed(run, 'store', () => storeMade(run, seen, original, made));
}

/**
 * Checks everything that needs no download of the body.
 * @throws Rejection
 */
export function refuseUnread(
  { keys, path, plan, limits }: Pick<Run, 'keys' | 'path' | 'plan' | 'limits'>,
  { bytes, archived }: Original,
): void {
  const problem = keys.problem(path, [...plan.made, ...plan.onRequest]);
  if (problem) throw problem;
  checkBytes(bytes, limits);
  if (archived === true) throw archivedRejection();
}

async function transform(run: Run, bytes: Uint8Array): Promise<Made> {
  run.transforms += 1;
  const made = await run.makeVariants({ bytes, presets: run.plan.uploads, limits: run.limits });
  const names = new Set(made.variants.map(({ name }) => name));
  if (names.size !== run.plan.made.size || [...names].some((name) => !run.plan.made.has(name))) {
    throw new Error(`Asked for ${[...run.plan.made].join(', ')} but got ${[...names].join(', ')}`);
  }
  return made;
}

async function storeMade(run: Run, seen: Observation, original: Original, { image, variants }: Made): Promise<void> {
  const { path, plan, store, keys } = run;
  await recordPendingReport(run, seen, seen.listed.length > 0);
  const origin = { original: original.etag, presets: plan.digest };
  const present = new Map(seen.listed.map(({ name, etag }) => [name, etag]));
  const stored = await each(variants, async (variant) => {
    const { name, preset, format, contentType, width, height, bytes } = variant;
    const etag = await storeOne(run, variant, origin, present.get(name) ?? null);
    return etag === null ? [] : [{ name, preset, format, contentType, width, height, bytes: bytes.length, etag }];
  });
  await deleteOthers(run, seen, plan.made);
  // Another function writes here too: the next pass sees whose original is current.
  if (stored.some((one) => one.length === 0)) return;
  const common = { schema: 1, path, original: copyOf(original), presets: plan.digest } as const;
  const variantsPrefix = keys.variants(path);
  const manifest: Manifest = { ...common, status: 'ready', image, variantsPrefix, variants: stored.flat() };
  await store.manifests.write(path, manifest, seen.manifestTag);
}

/**
 * Stores a variant only in place of the one that was observed. A variant that a slower function may have stored since,
 * and that a cache may have fetched, is left to the next pass, which records its purge first. Returns the ETag, or null
 * in that case. If a write was carried out but not answered, S3 refuses the SDK's second attempt; the stored variant is
 * then ours or an identical one.
 */
async function storeOne(run: Run, variant: MadeVariant, origin: Origin, seen: string | null): Promise<string | null> {
  const { path, store } = run;
  const stored =
    seen === null
      ? await store.variants.putIfAbsent(path, variant, origin)
      : await store.variants.replace(path, variant, origin, seen);
  if (stored !== null) return stored.etag;
  const found = await store.variants.head(path, variant.name);
  return found !== null && isMadeFrom(found, origin) ? found.etag : null;
}

async function storeRejection(run: Run, seen: Observation, original: Original, why: Rejection): Promise<void> {
  const { path, plan, store } = run;
  await recordPendingReport(run, seen, seen.listed.length > 0);
  await deleteOthers(run, seen, new Set());
  await store.manifests.write(path, rejectedManifest(path, original, plan, why), seen.manifestTag);
}

export const rejectedManifest = (
  path: string,
  original: Original,
  { rejectionDigest }: Plan,
  { code, message }: Rejection,
): Manifest => ({
  schema: 1,
  path,
  original: copyOf(original),
  presets: rejectionDigest,
  status: 'rejected',
  variants: [],
  rejection: { code, message },
});

async function deleteOthers(run: Run, seen: Observation, kept: ReadonlySet<string>): Promise<void> {
  const others = seen.listed.filter(({ name }) => !kept.has(name));
  await each(others, ({ name, etag }) => run.store.variants.delete(run.path, name, etag), MANY_REQUESTS_AT_ONCE);
}

const copyOf = ({ etag, version, bytes }: Original): Original => ({ etag, version, bytes });
