import { createHash } from 'node:crypto';

import type { Manifest } from '../manifest.ts';
import type { Plan } from '../recipe.ts';
import { isConsistent, rightManifest } from '../reconcile/observe.ts';
import type { Listed } from '../store/index.ts';
import type { Walked } from '../store/walk.ts';

/**
 * One in this many daily sweeps compares the variants of a path with its manifest. A prime, so that sweeps every two,
 * seven or thirty days also cover all paths, in as many sweeps.
 */
export const COMPARED_ONCE_IN = 31;

const DAY_MS = 86_400_000;

/** Whether this path is compared in a sweep that began at this time, in milliseconds since 1970. */
export function isCompared(path: string, begun: number): boolean {
  const turn = createHash('sha256').update(path).digest().readUInt32BE(0) % COMPARED_ONCE_IN;
  return Math.floor(begun / DAY_MS) % COMPARED_ONCE_IN === turn;
}

/**
 * What a listing shows about the variants of an original whose manifest is current: `differing` if variants are
 * missing, changed, or cannot be requested; `unproven` if some were made on request, because only their metadata tell
 * from which original.
 */
export function compare(
  manifest: Manifest,
  { etag, bytes }: Walked,
  listed: readonly Listed[],
  plan: Plan,
): 'differing' | 'unproven' | null {
  // A listing tells neither.
  const { version, focalPoint } = manifest.original;
  const original = { etag, bytes, version, focalPoint };
  const seen = { original, listed, manifest, manifestTag: null, locks: [], marks: [], isWhole: true };
  if (!isConsistent(seen, plan, rightManifest(seen, plan))) return 'differing';
  const others = listed.filter(({ name }) => !plan.made.has(name));
  if (others.some(({ name }) => !plan.onRequest.has(name) && !name.startsWith('~'))) return 'differing';
  return others.length > 0 ? 'unproven' : null;
}
