import { Rejection } from '../errors.ts';
import { refuseUnread } from '../reconcile/make.ts';
import { timed } from '../reconcile/run.ts';
import { type Original, type StoredVariant, isMadeFrom } from '../store/index.ts';
import { type Trace, endFailed, endMade, endMissing, endRejected } from './end.ts';
import type { Flight, Result } from './flight.ts';
import { type Lease, type Taken, holdLease } from './lease.ts';

/** Past this many looks at one original somebody keeps changing it, and the request is worth another try. */
const MOST_LOOKS = 4;

/**
 * Makes the variant under a lock that was taken before the original is read, looks at the original again after storing
 * until what is stored belongs to it, and only then lets go of the lock.
 * @throws whatever may go away
 */
export async function makeVariant(flight: Flight, taken: Taken): Promise<Result> {
  const { path, store } = flight;
  const lease = holdLease(flight, taken);
  // The last write of the holder that died may not have arrived yet.
  if (flight.tookOver) store.uncertain.add(path);
  const trace: Trace = { stored: null, touched: false, stale: false, transforms: 0 };
  let original: Original | null = null;
  try {
    trace.stored = await timed(flight, 'read', () => readStored(flight));
    for (let looks = 1; looks <= MOST_LOOKS; looks += 1) {
      original = await timed(flight, 'read', () => store.originals.head(path));
      if (original === null) return await endMissing(flight, lease, trace);
      const { stored } = trace;
      if (stored && isMadeFrom(stored, originOf(flight, original))) {
        return await endMade(flight, lease, trace, stored, original);
      }
      trace.stale ||= stored !== null;
      await makeAndStore(flight, lease, trace, original);
    }
    throw new Error(`Not made after ${MOST_LOOKS} looks: the original keeps changing`);
  } catch (error) {
    if (error instanceof Rejection && original) return endRejected(flight, lease, trace, original, error);
    await endFailed(flight, lease, trace);
    throw error;
  }
}

/** Returns early where the original changed: the next look sees it. */
async function makeAndStore(flight: Flight, lease: Lease, trace: Trace, original: Original): Promise<void> {
  const { path, store } = flight;
  refuseUnread(flight, original);
  flight.warmUp();
  const bytes = await timed(flight, 'read', () => store.originals.read(path, original));
  if (bytes === null) return;
  const variant = await transform(flight, trace, bytes);
  lease.check();
  trace.touched = true;
  const origin = originOf(flight, original);
  const stored = await timed(flight, 'store', () =>
    trace.stored === null
      ? store.variants.putIfAbsent(path, variant, origin, lease.signal)
      : store.variants.replace(path, variant, origin, trace.stored.etag, lease.signal),
  );
  // Where somebody was quicker, what they stored has to belong to the original as well.
  trace.stored = stored ?? (await readStored(flight));
}

async function transform(flight: Flight, trace: Trace, bytes: Uint8Array) {
  const { order, limits, makeVariants, steps } = flight;
  trace.transforms += 1;
  const { variants, timings } = await makeVariants(bytes, order.presets, limits, [order.made]);
  for (const [step, milliseconds] of Object.entries({
    decode: timings.probe + timings.decode,
    encode: timings.encode,
  })) {
    steps[step] = Math.round((steps[step] ?? 0) + milliseconds);
  }
  const variant = variants.find(({ name }) => name === order.made);
  if (variant === undefined) throw new Error(`Asked for ${order.made} but got none`);
  return { ...variant, name: order.name };
}

const readStored = ({ path, order, store, mostBytes }: Flight): Promise<StoredVariant | null> =>
  store.variants.read(path, order.name, mostBytes);

const originOf = ({ plan }: Flight, { etag }: Original) => ({ original: etag, presets: plan.digest });
