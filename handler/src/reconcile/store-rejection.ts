import type { Rejection } from '../errors.ts';
import type { RejectedManifest, VariantsRecord } from '../manifest.ts';
import type { Plan } from '../recipe.ts';
import type { Listed, Original } from '../store/index.ts';
import { each, MANY_REQUESTS_AT_ONCE } from './each.ts';
import { type Observation, recordIn } from './observe.ts';
import { recordPendingReport } from './pending-report.ts';
import { provenIn } from './reuse.ts';
import type { Run } from './run.ts';
import { findStaleVariants } from './stale-variants.ts';
import { copyOf } from './store-made.ts';

/**
 * Records that this original can never be processed. Variants of an earlier one go, or, with `on_reject = "keep"`, stay
 * where a manifest and the listing prove that they are those of the last good original.
 */
export async function storeRejection(run: Run, seen: Observation, original: Original, why: Rejection): Promise<void> {
  const { path, plan, store } = run;
  const kept = keptOf(seen, plan);
  const gone = await findGone(run, seen, kept);
  run.reused = kept?.variants.length ?? 0;
  await recordPendingReport(run, seen, gone.length > 0);
  await each(gone, ({ name, etag }) => store.variants.delete(path, name, etag), MANY_REQUESTS_AT_ONCE);
  const manifest = rejectedManifest(path, original, plan, why);
  await store.manifests.write(path, kept === null ? manifest : { ...manifest, kept }, seen.manifestTag);
}

/** What is kept: variants of presets that there still are, as they are, even if their presets have changed since. */
function keptOf({ manifest, listed }: Observation, plan: Plan): VariantsRecord | null {
  const record = plan.onReject === 'keep' ? recordIn(manifest) : null;
  if (record === null) return null;
  const variants = provenIn(record, listed).filter(({ name }) => plan.made.has(name));
  if (variants.length === 0) return null;
  const { original, limits, cacheControl, image, variantsPrefix } = record;
  return { original: copyOf(original), limits, cacheControl, image, variantsPrefix, variants };
}

async function findGone(run: Run, seen: Observation, kept: VariantsRecord | null): Promise<readonly Listed[]> {
  if (kept === null) return seen.listed;
  const names = new Set(kept.variants.map(({ name }) => name));
  const replaced = seen.listed.filter(({ name }) => run.plan.made.has(name) && !names.has(name));
  return [...replaced, ...(await findStaleVariants(run, seen, kept.original))];
}

export const rejectedManifest = (
  path: string,
  original: Original,
  { rejectionDigest }: Plan,
  { code, message }: Rejection,
): RejectedManifest => ({
  schema: 1,
  path,
  original: copyOf(original),
  presets: rejectionDigest,
  status: 'rejected',
  variants: [],
  rejection: { code, message },
});
