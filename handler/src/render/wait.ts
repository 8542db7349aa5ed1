import { isExpired } from '../reconcile/lock-life.ts';
import type { Lock, Original } from '../store/index.ts';
import type { Taken } from './lease.ts';
import { BUSY, mayStart, mayWait, type Rendering, type Result } from './rendering.ts';

/** For how long after a failure no instance retries, in milliseconds: as long as the response's `Retry-After`. */
const FAILURE_LASTS_MS = 1_000;

/**
 * Waits while another instance makes the variant: for the variant, for the reason of its failure, for the release of
 * the lock, or for the death of the holder, whose lock is then taken over.
 * @param original as it was observed; a lock's note about another version does not count
 */
export async function waitForTurn(rendering: Rendering, original: Original): Promise<Result | Taken | 'released'> {
  const { path, spec, store, now } = rendering;
  for (let round = 0; mayWait(rendering); round += 1) {
    const lock = await store.locks.read(path, spec.name);
    if (lock === null) return 'released';
    const said = whatItSays(rendering, lock, original);
    if (said !== null) return said;
    if (isOver(rendering, lock)) {
      if (!mayStart(rendering)) return BUSY;
      const at = now();
      const etag = await store.locks.takeOver(path, spec.name, lock.etag);
      if (etag === null) continue;
      rendering.tookOver = lock.note === undefined;
      return { etag, at };
    }
    rendering.waits += 1;
    await rendering.pause(round);
    const variant = await store.variants.read(path, spec.name, rendering.mostBytes);
    if (variant) return { kind: 'read', variant };
  }
  return BUSY;
}

function whatItSays({ plan, now }: Rendering, { note, modified }: Lock, { version }: Original): Result | null {
  if (note?.state === 'failed') return now() - modified < FAILURE_LASTS_MS ? BUSY : null;
  if (note === undefined || note.version !== version || note.presets !== plan.rejectionDigest) return null;
  return { kind: 'rejected', code: note.code, message: note.message };
}

const isOver = ({ now }: Rendering, { note, modified }: Lock): boolean =>
  note !== undefined || isExpired(modified, now());
