import { Rejection } from '../errors.ts';
import { readOverlays } from '../reconcile/overlays.ts';
import { refuseUnread } from '../reconcile/refuse.ts';
import { timed } from '../reconcile/run.ts';
import { isMadeFrom, type Original, type StoredVariant } from '../store/index.ts';
import { endFailed, endMade, endMissing, endRejected, type Trace } from './end.ts';
import { holdLease, type Lease, type Taken } from './lease.ts';
import type { Rendering, Result } from './rendering.ts';

/** After this many passes, the original keeps changing, and the request is worth retrying. */
const MOST_PASSES = 4;

/**
 * Makes the variant under a lock that was taken before the original is read, observes the original again after storing
 * until the stored variant belongs to it, and only then releases the lock.
 * @throws transient errors
 */
export async function makeVariant(rendering: Rendering, taken: Taken): Promise<Result> {
  const { path, store } = rendering;
  const lease = holdLease(rendering, taken);
  // The last write of the holder that died may not have arrived yet.
  if (rendering.tookOver) store.uncertain.add(path);
  const trace: Trace = { stored: null, made: null, touched: false, stale: false, transforms: 0 };
  let original: Original | null = null;
  try {
    trace.stored = await timed(rendering, 'read', () => readStored(rendering));
    for (let passes = 1; passes <= MOST_PASSES; passes += 1) {
      original = await timed(rendering, 'read', () => store.originals.head(path));
      if (original === null) return await endMissing(rendering, lease, trace);
      if (trace.stored && belongs(rendering, trace, original)) {
        return await endMade(rendering, lease, trace, trace.stored, original);
      }
      await makeAndStore(rendering, lease, trace, original);
    }
    throw new Error(`Not made after ${MOST_PASSES} passes: the original keeps changing`);
  } catch (error) {
    if (error instanceof Rejection && original) return endRejected(rendering, lease, trace, original, error);
    await endFailed(rendering, lease, trace);
    throw error;
  }
}

/** Returns early if the original changed meanwhile: the next pass sees that. */
async function makeAndStore(rendering: Rendering, lease: Lease, trace: Trace, original: Original): Promise<void> {
  const { path, store } = rendering;
  refuseUnread(rendering, original);
  rendering.warmUp();
  const bytes = await timed(rendering, 'read', () => store.originals.read(path, original));
  if (bytes === null) return;
  const { variant, origin } = await transform(rendering, trace, original, bytes);
  if (belongs(rendering, trace, original)) return;
  lease.check();
  trace.stale ||= trace.stored !== null;
  trace.touched = true;
  const stored = await timed(rendering, 'store', () =>
    trace.stored === null
      ? store.variants.putIfAbsent(path, variant, origin, lease.signal)
      : store.variants.replace(path, variant, origin, trace.stored.etag, lease.signal),
  );
  // If another function was faster, its variant has to belong to the original as well.
  trace.stored = stored ?? (await readStored(rendering));
}

async function transform(rendering: Rendering, trace: Trace, original: Original, bytes: Uint8Array) {
  const { spec, limits, makeVariants, steps, store } = rendering;
  const { presets, made: wanted } = spec;
  const overlays = await timed(rendering, 'read', () => readOverlays(store, presets, [wanted]));
  trace.transforms += 1;
  const { focalPoint } = original;
  const job = { bytes, presets, limits, focalPoint, only: [wanted], overlays };
  const { image, variants, timings } = await makeVariants(job);
  for (const [step, milliseconds] of Object.entries({
    decode: timings.probe + timings.decode,
    encode: timings.encode,
  })) {
    steps[step] = Math.round((steps[step] ?? 0) + milliseconds);
  }
  const variant = variants.find(({ name }) => name === spec.made);
  if (variant === undefined) throw new Error(`Asked for ${spec.made} but got none`);
  trace.made = { original: original.etag, image };
  const recipe = recipeOf(rendering, trace, original);
  if (recipe === null) throw new Error(`There is no recipe of ${spec.name}`);
  return { variant: { ...variant, name: spec.name }, origin: { original: original.etag, recipe } };
}

const readStored = ({ path, spec, store, mostBytes }: Rendering): Promise<StoredVariant | null> =>
  store.variants.read(path, spec.name, mostBytes);

/** Whether what is stored belongs to this original. */
function belongs(rendering: Rendering, trace: Trace, original: Original): boolean {
  if (trace.stored === null) return false;
  const recipe = recipeOf(rendering, trace, original);
  return isMadeFrom(trace.stored, { original: original.etag, recipe, cacheControl: rendering.plan.cacheControl });
}

/**
 * The recipe of a variant that is made with others follows from the original's size, so before this original was read,
 * there is none.
 */
function recipeOf({ plan, spec }: Rendering, { made }: Trace, { etag, focalPoint }: Original): string | null {
  const alone = plan.recipeOnRequest(spec.name, focalPoint);
  if (alone !== null || made?.original !== etag) return alone;
  return plan.recipes(made.image, focalPoint).get(spec.name) ?? null;
}
