import type { OnReject } from '../../../handler/src/recipe.ts';
import { recordIn } from '../../../handler/src/reconcile/observe.ts';
import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { legible, type Store } from '../../../handler/src/store/index.ts';
import type { STORIES } from './script.ts';
import { ACKNOWLEDGED, type Sabotage } from './simulation.ts';

type StoreChanges = { readonly [Part in Exclude<keyof Store, 'uncertain'>]?: Partial<Store[Part]> };

/** The same, with other operations of its store in place of some. */
export const withStore = (context: ReconcileContext, changes: (store: Store) => StoreChanges): ReconcileContext => {
  const { store } = context;
  const { originals, variants, manifests, locks } = changes(store);
  return {
    ...context,
    store: {
      ...store,
      originals: { ...store.originals, ...originals },
      variants: { ...store.variants, ...variants },
      manifests: { ...store.manifests, ...manifests },
      locks: { ...store.locks, ...locks },
    },
  };
};

/** Stores unconditionally, like a plain PUT. */
async function putAnyway(variants: Store['variants'], ...given: Parameters<Store['variants']['putIfAbsent']>) {
  const [path, variant, origin] = given;
  for (;;) {
    const assertPresent = await variants.head(path, variant.name);
    const stored = assertPresent
      ? await variants.replace(path, variant, origin, assertPresent.etag)
      : await variants.putIfAbsent(path, variant, origin);
    if (stored) return stored;
  }
}

/** The condition that the in-memory bucket ignores. */
const ANY = 'any';

const isDueMark = (name: string): boolean => /^\.[ep]/.test(name);

/** A variant's origin compensates for some other rules, so it has to be broken as well to show why they are needed. */
export const trustingAnyOrigin = (context: ReconcileContext): ReconcileContext =>
  withStore(context, () => ({ variants: { head: () => Promise.resolve(null) } }));

/** Workers of a stack with `on_reject = "keep"`. */
export const keeping = (context: ReconcileContext): ReconcileContext => ({
  ...context,
  plan: { ...context.plan, onReject: 'keep' },
});

/** Lists each variant with the ETag that the manifest names. */
const trustingManifests = (context: ReconcileContext): ReconcileContext =>
  withStore(context, ({ variants, manifests }) => ({
    variants: {
      list: async (path) => {
        const listed = await variants.list(path);
        const named = recordIn(legible(await manifests.read(path)))?.variants ?? [];
        return listed.map((entry) => ({ ...entry, ...named.find(({ name }) => name === entry.name) }));
      },
    },
  }));

interface Finding {
  /** What the stack does with the variants of an original that a broken one replaced; `remove` by default. */
  readonly onReject?: OnReject;
  /** Whether the violation needs writes that arrive late or twice. */
  readonly lateWrites?: true;
  readonly story: keyof typeof STORIES;
  readonly seed: number;
}

/** Assumes that no write takes effect after its response. */
const trustingAnswers = (context: ReconcileContext): ReconcileContext => {
  const uncertain = Object.assign(new Set<string>(), { has: () => false });
  return { ...context, store: { ...context.store, uncertain } };
};

/** Writes and deletes unconditionally. Late requests have no condition either. */
const unconditional = (context: ReconcileContext): ReconcileContext =>
  withStore(context, ({ variants, manifests }) => ({
    variants: {
      putIfAbsent: (path, variant, origin) => variants.replace(path, variant, origin, ANY),
      replace: (path, variant, origin) => variants.replace(path, variant, origin, ANY),
      delete: (path, name) => variants.delete(path, name, ANY),
    },
    manifests: {
      write: (path, manifest) => manifests.write(path, manifest, ANY),
      delete: (path) => manifests.delete(path, ANY),
    },
  }));

const withoutMarks = (context: ReconcileContext): ReconcileContext =>
  withStore(context, ({ locks }) => ({
    locks: { mark: (path, name) => (isDueMark(name) ? Promise.resolve('') : locks.mark(path, name)) },
  }));

/** How each rule that makes reconcile safe is broken, and a story that shows the violation, soon with this seed. */
export const SABOTAGES: Readonly<Record<string, Sabotage & Finding>> = {
  'observes variants and manifest before the original, and trusts request-made variants': {
    story: 'replaced while it is rendered',
    seed: 1,
    context: (context) =>
      withStore(trustingAnyOrigin(context), ({ originals, variants, manifests }) => {
        let listed: ReturnType<typeof variants.list> | null = null;
        let manifest: ReturnType<typeof manifests.see> | null = null;
        return {
          originals: {
            head: async (path) => {
              await (listed = variants.list(path));
              await (manifest = manifests.see(path));
              return originals.head(path);
            },
          },
          variants: { list: (path) => listed ?? variants.list(path) },
          manifests: { see: (path) => manifest ?? manifests.see(path) },
        };
      }),
  },
  'reads the original without If-Match': {
    story: 'replaced and put back as it was',
    seed: 10,
    context: (context) =>
      withStore(context, ({ originals }) => ({
        originals: {
          read: async (path) => {
            const current = await originals.head(path);
            return current && originals.read(path, current);
          },
        },
      })),
  },
  'acknowledges after writing the manifest, without observing again': {
    story: 'replaced',
    seed: 2,
    context: (context) =>
      withStore(context, ({ manifests }) => ({
        manifests: {
          write: async (path, manifest, seen) => {
            await manifests.write(path, manifest, seen);
            // eslint-disable-next-line @typescript-eslint/only-throw-error -- nothing that reconcile knows
            throw ACKNOWLEDGED;
          },
        },
      })),
  },
  'trusts that a listed variant has the ETag in the manifest': {
    lateWrites: true,
    story: 'replaced and put back as it was',
    seed: 3,
    context: trustingManifests,
  },
  'keeps what the manifest of a good original names, whatever the listing shows': {
    onReject: 'keep',
    story: 'replaced by a broken one',
    seed: 5,
    context: (context) => trustingManifests(keeping(context)),
  },
  'keeps request-made variants of another original': {
    story: 'replaced while it is rendered',
    seed: 10,
    context: (context) =>
      withStore(context, ({ originals, variants }) => ({
        variants: {
          delete: async (path, name, etag) =>
            name === 'wide' && (await originals.head(path)) !== null ? false : variants.delete(path, name, etag),
        },
      })),
  },
  'trusts that request-made variants belong to the current original': {
    story: 'replaced, rendered and put back as it was',
    seed: 28,
    context: trustingAnyOrigin,
  },
  'schedules no second reconcile pass after a lock': {
    story: 'replaced while it is rendered',
    seed: 25,
    context: (context) => ({ ...context, reconcileLater: () => Promise.resolve() }),
  },
  'writes no mark before the first change': { kept: false, story: 'replaced', seed: 1, context: withoutMarks },
  'writes no mark of a purge, because the message will be delivered again': {
    kept: true,
    story: 'replaced while it is visited',
    seed: 9,
    context: withoutMarks,
  },
  'takes each delivery of a message for its first': {
    kept: true,
    forgetsDeliveries: true,
    story: 'replaced',
    seed: 2,
  },
  'overwrites an unseen variant without a mark for its purge': {
    story: 'replaced while it is visited',
    seed: 7,
    context: (context) =>
      withStore(context, ({ variants }) => ({
        variants: {
          putIfAbsent: (path, variant, origin) => putAnyway(variants, path, variant, origin),
        },
      })),
  },
  'removes a mark before the report': {
    kept: false,
    story: 'replaced',
    seed: 12,
    context: (context) =>
      withStore(context, ({ locks }) => ({
        locks: {
          list: async (path) => {
            const listed = await locks.list(path);
            const marks = listed.filter(({ name }) => isDueMark(name));
            await Promise.all(marks.map(({ name, etag }) => locks.release(path, name, etag)));
            return listed;
          },
        },
      })),
  },
  'writes and deletes without conditions': {
    lateWrites: true,
    story: 'replaced',
    seed: 2,
    context: (context) => unconditional(trustingAnswers(context)),
  },
  'trusts that a write that was sent twice arrives once': {
    lateWrites: true,
    story: 'replaced and put back as it was',
    seed: 5,
    context: trustingAnswers,
  },
  'renders an original that it read before taking the lock': {
    story: 'replaced while it is rendered',
    seed: 113,
    render: { lockFirst: false },
  },
  'renders without observing the original again, and trusts request-made variants': {
    story: 'replaced while it is rendered',
    seed: 8,
    render: { lookAgain: false },
    context: trustingAnyOrigin,
  },
};
