import { isMadeFrom, type Listed, type Original, type StoredVariant } from '../store/index.ts';
import { each, MANY_REQUESTS_AT_ONCE } from './each.ts';
import type { Observation } from './observe.ts';
import type { Run } from './run.ts';

/**
 * How many variants made on request a pass keeps at a path, as each costs a request to S3. The oldest are deleted; they
 * are made again when they are requested.
 */
export const MOST_ON_REQUEST = 5_000;

/**
 * Variants that were not made at upload and do not belong here: those that cannot be requested any more, those beyond
 * the maximum, and those made from another original. An original can return to an earlier state (the same bytes are
 * uploaded again, or the version on top of it is deleted), and no manifest lists what was rendered in between. Only a
 * variant's own metadata tell.
 *
 * @param original to which they should belong
 */
export async function findStaleVariants(
  run: Run,
  { listed }: Pick<Observation, 'listed'>,
  { etag, focalPoint }: Pick<Original, 'etag' | 'focalPoint'>,
): Promise<Listed[]> {
  const { plan } = run;
  const others = listed.filter(({ name }) => !plan.made.has(name));
  const [foreign, known] = partition(others, ({ name }) => !plan.onRequest.has(name) && !name.startsWith('~'));
  const { cacheControl } = plan;
  const stale = await findUnlike(run, known, `${etag} ${focalPoint ?? ''}`, (stored, name) =>
    isMadeFrom(stored, { original: etag, recipe: plan.recipeOnRequest(name, focalPoint), cacheControl }),
  );
  return [...foreign, ...stale];
}

/**
 * Those of these variants that are not like this, as their own metadata tell, and those beyond the maximum.
 *
 * @param what names, within a run, what they should be like: each is checked once, as the same ETag means the same bytes
 */
export async function findUnlike(
  run: Run,
  variants: readonly Listed[],
  what: string,
  isLike: (stored: Pick<StoredVariant, 'origin' | 'cacheControl'>, name: string) => boolean,
): Promise<Listed[]> {
  const byAge = [...variants].sort((a, b) => b.modified - a.modified);
  const isUnlike = async ({ name, etag }: Listed): Promise<boolean> => {
    const claim = JSON.stringify([name, etag, what]);
    if (run.proven.has(claim)) return false;
    const stored = await run.store.variants.head(run.path, name);
    // A variant that is gone is not stale; one that has been replaced meanwhile is judged by the next pass.
    if (stored !== null && !isLike(stored, name)) return true;
    if (stored?.etag === etag) run.proven.add(claim);
    return false;
  };
  const judged = await each(
    byAge.slice(0, MOST_ON_REQUEST),
    async (entry) => ((await isUnlike(entry)) ? [entry] : []),
    MANY_REQUESTS_AT_ONCE,
  );
  return [...byAge.slice(MOST_ON_REQUEST), ...judged.flat()];
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
