import type { Listed } from '../store/index.ts';
import { isMadeFrom } from '../store/index.ts';
import { each, MANY_REQUESTS_AT_ONCE } from './each.ts';
import type { Observation } from './observe.ts';
import type { Run } from './run.ts';

/**
 * How many variants made on request a look leaves at a path: it asks S3 about each. They come back when somebody asks for
 * them, so those that were stored first go.
 */
export const MOST_ON_REQUEST = 5_000;

/**
 * Variants that were not made at upload and do not belong here: none that could be asked for, more than are kept, or made
 * from another original. For an original can be as it was before: the same bytes are uploaded again, or the version on top
 * of it is deleted, and what was rendered in between is not in any manifest. Only its own metadata tell.
 */
export async function findStaleVariants(run: Run, { original, listed }: Observation): Promise<Listed[]> {
  const { plan } = run;
  if (original === null) return [];
  const others = listed.filter(({ name }) => !plan.made.has(name));
  const [foreign, known] = partition(others, ({ name }) => !plan.onRequest.has(name) && !name.startsWith('~'));
  const byAge = known.sort((a, b) => b.modified - a.modified);
  const judged = await each(
    byAge.slice(0, MOST_ON_REQUEST),
    async (entry) => ((await belongs(run, entry, original.etag)) ? [] : [entry]),
    MANY_REQUESTS_AT_ONCE,
  );
  return [...foreign, ...byAge.slice(MOST_ON_REQUEST), ...judged.flat()];
}

/** Asked once a run: another with this ETag has the same bytes. */
async function belongs(run: Run, { name, etag }: Listed, original: string): Promise<boolean> {
  const claim = JSON.stringify([name, etag, original]);
  if (run.proven.has(claim)) return true;
  const stored = await run.store.variants.head(run.path, name);
  // One that is gone is stale for nobody; one that is another by now is judged by the next look.
  if (stored !== null && !isMadeFrom(stored, { original, presets: run.plan.digest })) return false;
  if (stored?.etag === etag) run.proven.add(claim);
  return true;
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
