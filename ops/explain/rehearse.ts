import { reconcile } from '../../handler/src/reconcile.ts';
import { isPurge } from '../../handler/src/reconcile/marks.ts';
import type { ReconcileContext } from '../../handler/src/reconcile/run.ts';
import type { Store } from '../../handler/src/store/index.ts';

/** What the next look at a path would do first. */
export interface Rehearsal {
  /** In order, each in a few words; empty if there is nothing to do. */
  readonly acts: readonly string[];
  /** Why it could not be told further; null if it was. */
  readonly stopped: string | null;
}

/** Ends a rehearsal where the rest would depend on what was not really done. */
class Curtain extends Error {}

/**
 * Runs `reconcile` itself over a store that reads, and writes nothing: it notes each write, and pretends that it
 * succeeded. It ends where the next observation would begin, or where the original would have to be decoded. So what is
 * told is what the function would do, by the function's own code.
 */
export async function rehearse(
  context: Pick<ReconcileContext, 'store' | 'keys' | 'plan' | 'limits' | 'timeout' | 'maxReceiveCount' | 'now'>,
  path: string,
): Promise<Rehearsal> {
  const acts: string[] = [];
  let looks = 0;
  const note = <T>(act: string, answer: T): Promise<T> => {
    acts.push(act);
    return Promise.resolve(answer);
  };
  const { store } = context;
  const rehearsed: Store = {
    uncertain: new Set(),
    overlays: { read: (sha256) => note(`read the overlay ${sha256}`, new Uint8Array()) },
    originals: {
      head: (of) => {
        looks += 1;
        if (looks > 1) throw new Curtain('');
        return store.originals.head(of);
      },
      read: (_, { bytes }) => note('read the original', new Uint8Array(bytes > 0 ? 1 : 0)),
    },
    variants: {
      ...store.variants,
      putIfAbsent: (_, { name, contentType, bytes }) => note(`store ${name}`, storedAs(contentType, bytes)),
      replace: (_, { name, contentType, bytes }) => note(`replace ${name}`, storedAs(contentType, bytes)),
      delete: (_, name) => note(`delete ${name}`, true),
    },
    manifests: {
      ...store.manifests,
      write: (_, manifest) => note(writeText(manifest), true),
      delete: () => note('delete the manifest', true),
    },
    locks: {
      ...store.locks,
      acquire: () => Promise.resolve(null),
      takeOver: () => Promise.resolve(null),
      conclude: () => Promise.resolve(false),
      mark: (_, name) =>
        note(isPurge(name) ? 'note that an event and a purge are owed' : 'note that an event is owed', 'etag'),
      release: (_, name) => note(name.startsWith('.') ? 'remove a mark' : `remove the lock of ${name}`, true),
    },
  };
  const decode: ReconcileContext['makeVariants'] = ({ only }) => {
    acts.push(only === undefined ? 'make all variants' : `make ${only.join(', ')}`);
    throw new Curtain('what comes of it depends on the bytes of the original');
  };
  try {
    await reconcile(
      {
        ...context,
        store: rehearsed,
        makeVariants: decode,
        reconcileLater: (_, seconds) => note(`look again in ${seconds} s`, undefined),
        report: ({ manifest, changed }) =>
          note(`publish ${manifest?.status ?? 'removed'}${changed ? ', and purge the path' : ''}`, undefined),
      },
      path,
    );
    return { acts, stopped: null };
  } catch (error) {
    if (error instanceof Curtain) return { acts, stopped: error.message === '' ? null : error.message };
    throw error;
  }
}

const writeText = (manifest: Parameters<Store['manifests']['write']>[1]): string =>
  manifest.status === 'ready' ? 'write the manifest' : `reject it as ${manifest.rejection.code}`;

const storedAs = (contentType: string, bytes: Uint8Array) => ({
  etag: 'rehearsed',
  contentType,
  cacheControl: '',
  size: bytes.length,
  bytes,
  origin: { original: '', recipe: '' },
});
