import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import type { Store } from '../../../handler/src/store/index.ts';

/** What becomes of one request to S3: done, refused, or done without the answer ever arriving. */
export type Fault = 'none' | 'refused' | 'unanswered';

/** The context with an S3 whose first requests come to this; those after them are done. */
export function faulty(context: ReconcileContext, faults: readonly Fault[]): ReconcileContext {
  let requests = 0;
  const disturbed = <Part extends object>(part: Part): Part =>
    Object.fromEntries(
      Object.entries(part as Record<string, (...args: unknown[]) => Promise<unknown>>).map(([name, request]) => [
        name,
        async (...args: unknown[]) => {
          const fault = faults[requests++] ?? 'none';
          if (fault === 'refused') throw new Error('S3 refused');
          const answer = await request(...args);
          if (fault === 'unanswered') throw new Error('S3 did not answer');
          return answer;
        },
      ]),
    ) as Part;
  const { originals, variants, manifests, locks } = context.store;
  const store: Store = {
    ...context.store,
    originals: disturbed(originals),
    variants: disturbed(variants),
    manifests: disturbed(manifests),
    locks: disturbed(locks),
  };
  return { ...context, store };
}
