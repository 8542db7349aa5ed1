import type { Workshop } from '../../../handler/src/reconcile/run.ts';
import type { Store } from '../../../handler/src/store/index.ts';

type Change = (workshop: Workshop) => Workshop;

const withStore =
  (change: (store: Store) => Partial<Store>): Change =>
  (workshop) => ({ ...workshop, store: { ...workshop.store, ...change(workshop.store) } });

/** Each rule that makes render safe beside reconcile, and how it is broken. */
export const RENDER_SABOTAGES: Readonly<Record<string, Change>> = {
  'does not look at the original again': withStore(({ originals }) => {
    let first: ReturnType<typeof originals.head> | null = null;
    return { originals: { ...originals, head: (path) => (first ??= originals.head(path)) } };
  }),
  'leaves no mark where a cache may hold what it put right': withStore(({ locks }) => ({
    locks: { ...locks, mark: () => Promise.resolve('') },
  })),
  'overwrites whatever lies there': withStore(({ variants }) => ({
    variants: {
      ...variants,
      putIfAbsent: async (path, variant, origin) => {
        await variants.put(path, variant, origin);
        return variants.read(path, variant.name, 1000);
      },
    },
  })),
};
