import { isCurrent } from '../recipe.ts';
import { timed } from '../reconcile/run.ts';
import type { Original } from '../store/index.ts';
import { BUSY, type Flight, MISSING, type Result, mayStart } from './flight.ts';
import { makeVariant } from './make.ts';
import { waitForTurn } from './wait.ts';

/**
 * A variant that was missing a moment ago. Of all who ask for it at once, one makes it, in whichever copy of the function;
 * the others wait and read it. Nothing is made for an original that is missing or known to be bad.
 * @throws whatever may go away
 */
export async function obtain(flight: Flight): Promise<Result> {
  const { path, order, store, now } = flight;
  for (;;) {
    // First of all, and alone: what strangers make up ends here, and each costs one request to S3.
    const original = await timed(flight, 'read', () => store.originals.head(path));
    if (original === null) return MISSING;
    const variant = await timed(flight, 'read', () => store.variants.read(path, order.name, flight.mostBytes));
    if (variant) return { kind: 'read', variant };
    const rejection = await rejectionOf(flight, original);
    if (rejection) return rejection;
    if (!mayStart(flight)) return BUSY;
    const at = now();
    const etag = await timed(flight, 'lock', () => store.locks.acquire(path, order.name));
    if (etag !== null) return makeVariant(flight, { etag, at });
    const turn = await timed(flight, 'wait', () => waitForTurn(flight, original));
    if (turn === 'released') continue;
    return 'kind' in turn ? turn : makeVariant(flight, turn);
  }
}

/** What process found out about this original need not be found out again. */
async function rejectionOf({ path, plan, store }: Flight, { etag, version }: Original): Promise<Result | null> {
  const manifest = await store.manifests.read(path);
  if (manifest === null || manifest === 'unreadable' || manifest.status !== 'rejected') return null;
  const { original, rejection } = manifest;
  if (original.etag !== etag || original.version !== version || !isCurrent(manifest, plan)) return null;
  return { kind: 'rejected', ...rejection };
}
