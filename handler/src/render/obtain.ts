import { recordedRejection } from '../reconcile/make.ts';
import { timed } from '../reconcile/run.ts';
import { archivedRejection, legible, type Original } from '../store/index.ts';
import { makeVariant } from './make.ts';
import { BUSY, mayStart, MISSING, type Rendering, type Result } from './rendering.ts';
import { waitForTurn } from './wait.ts';

/**
 * Returns a variant that was missing a moment ago. If many clients request it at once, one instance makes it; the
 * others wait and read it. Nothing is made for an original that is missing or was rejected.
 * @throws transient errors
 */
export async function obtain(rendering: Rendering): Promise<Result> {
  const { path, spec, store, now } = rendering;
  for (;;) {
    // First, and alone: requests for made-up paths end here, and each costs one request to S3.
    const original = await timed(rendering, 'read', () => store.originals.head(path));
    if (original === null) return MISSING;
    const variant = await timed(rendering, 'read', () => store.variants.read(path, spec.name, rendering.mostBytes));
    if (variant) return { kind: 'read', variant };
    const rejection = await rejectionOf(rendering, original);
    if (rejection) return rejection;
    if (original.archived === true) {
      const { code, message } = archivedRejection();
      return { kind: 'rejected', code, message };
    }
    if (!mayStart(rendering)) return BUSY;
    const at = now();
    const etag = await timed(rendering, 'lock', () => store.locks.acquire(path, spec.name));
    if (etag !== null) return makeVariant(rendering, { etag, at });
    const turn = await timed(rendering, 'wait', () => waitForTurn(rendering, original));
    if (turn === 'released') continue;
    return 'kind' in turn ? turn : makeVariant(rendering, turn);
  }
}

/** A rejection that process has already found. */
async function rejectionOf({ path, plan, store }: Rendering, original: Original): Promise<Result | null> {
  const rejection = recordedRejection(legible(await store.manifests.read(path)), original, plan);
  return rejection && { kind: 'rejected', code: rejection.code, message: rejection.message };
}
