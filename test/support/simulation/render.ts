import { isExpired } from '../../../handler/src/reconcile/lock-life.ts';
import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { lookAfterUncertain } from '../../../handler/src/reconcile/uncertain.ts';
import { PRESETS } from './fake-images.ts';

/** Rules of render, each of which can be broken to show why it is needed. */
export interface RenderRules {
  readonly lockFirst: boolean;
  readonly lookAgain: boolean;
}

export const ALL_RENDER_RULES: RenderRules = { lockFirst: true, lookAgain: true };

/** A model of `render` in parallel to reconcile: one request-made variant, single flight by a lock. */
export async function render(
  context: ReconcileContext,
  path: string,
  name: string,
  purge: () => void,
  rules: RenderRules = ALL_RENDER_RULES,
): Promise<void> {
  const { store, now } = context;
  if ((await store.variants.list(path)).some((listed) => listed.name === name)) return;
  const before = rules.lockFirst ? null : await read(context, path);
  const held = (await store.locks.list(path)).find((lock) => lock.name === name);
  const lock =
    held === undefined
      ? await store.locks.acquire(path, name)
      : isExpired(held.modified, now()) && (await store.locks.takeOver(path, name, held.etag));
  if (typeof lock !== 'string') return;
  let source = before ?? (await read(context, path));
  while (source !== null) {
    const { original, bytes } = source;
    const made = await make(context, bytes, original.focalPoint, name);
    if (made === null) break;
    const origin = { original: original.etag, recipe: context.plan.recipeOnRequest(name, original.focalPoint) ?? '' };
    const stored = await store.variants.putIfAbsent(path, made, origin);
    if (stored === null || !rules.lookAgain) break;
    const again = await store.originals.head(path);
    if (again?.version === original.version && again.etag === original.etag) break;
    await store.variants.delete(path, name, stored.etag);
    purge();
    source = await read(context, path);
  }
  await lookAfterUncertain({ ...context, path });
  await store.locks.release(path, name, lock);
}

async function read({ store }: ReconcileContext, path: string) {
  const original = await store.originals.head(path);
  const bytes = original && (await store.originals.read(path, original));
  return original && bytes && { original, bytes };
}

async function make(
  { makeVariants, limits }: ReconcileContext,
  bytes: Uint8Array,
  focalPoint: string | undefined,
  name: string,
) {
  try {
    const { variants } = await makeVariants({ bytes, presets: PRESETS, limits, focalPoint, only: [name] });
    return variants[0] ?? null;
  } catch {
    return null;
  }
}
