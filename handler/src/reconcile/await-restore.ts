import type { ReadyManifest } from '../manifest.ts';
import type { Plan } from '../recipe.ts';
import { isOfOriginal, type Listed } from '../store/index.ts';
import { isListed, type Observation } from './observe.ts';
import { findReusable } from './reuse.ts';
import type { Run } from './run.ts';
import { findUnlike } from './stale-variants.ts';

/**
 * The manifest of an archived original whose variants are outdated or incomplete, if what is missing can only be made
 * from the original: until it is restored, what there is of these bytes is kept.
 */
export function manifestAwaitingRestore(
  seen: Pick<Observation, 'original' | 'manifest' | 'listed'>,
  plan: Plan,
): ReadyManifest | null {
  const { original, manifest } = seen;
  if (original?.archived !== true || manifest?.status !== 'ready') return null;
  const { isSameOriginal, missing, isWithinLimits } = findReusable(seen, original, plan);
  return isSameOriginal && (missing.length > 0 || !isWithinLimits) ? manifest : null;
}

/**
 * Variants beside such a manifest that are of other bytes: those that it does not name, with the ETag that is listed,
 * and whose own metadata name another original. By which recipe they were made does not matter.
 */
export async function findForeignVariants(
  run: Run,
  { listed }: Pick<Observation, 'listed'>,
  manifest: ReadyManifest,
): Promise<Listed[]> {
  const proven = new Set(manifest.variants.filter(isListed(listed)).map(({ name }) => name));
  const others = listed.filter(({ name }) => !proven.has(name));
  const { etag } = manifest.original;
  return findUnlike(run, others, `any recipe of ${etag}`, (stored) => isOfOriginal(stored, etag));
}
