import { isMadeFrom } from '../store/index.ts';
import type { Listed } from '../store/index.ts';
import { each } from './each.ts';
import type { Observation } from './observe.ts';
import type { Run } from './run.ts';

/**
 * Variants that were not made at upload and do not belong here: none that could be asked for, or made from another
 * original. For an original can be as it was before: the same bytes are uploaded again, or the version on top of it is
 * deleted, and what was rendered in between is not in any manifest. Only its own metadata tell.
 */
export async function findStrays(run: Run, { original, listed }: Observation): Promise<Listed[]> {
  const { path, plan, store } = run;
  if (original === null) return [];
  const origin = { original: original.etag, presets: plan.digest };
  const others = listed.filter(({ name }) => !plan.made.has(name));
  const strays = await each(others, async (entry) => {
    if (!plan.onRequest.has(entry.name) && !entry.name.startsWith('~')) return [entry];
    const stored = await store.variants.head(path, entry.name);
    return stored === null || isMadeFrom(stored, origin) ? [] : [entry];
  });
  return strays.flat();
}
