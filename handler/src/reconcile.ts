import type { Manifest } from './manifest.ts';
import { each, MANY_REQUESTS_AT_ONCE } from './reconcile/each.ts';
import { flushOutbox } from './reconcile/flush-outbox.ts';
import { isExpired, RECHECK_AFTER_SECONDS } from './reconcile/lock-life.ts';
import { make, rejectedManifest } from './reconcile/make.ts';
import { isConsistent, type Observation, observe, rightManifest } from './reconcile/observe.ts';
import { type Outcome, outcomeOf } from './reconcile/outcome.ts';
import { recordPendingReport } from './reconcile/pending-report.ts';
import { type ReconcileContext, type Run, startRun, timed } from './reconcile/run.ts';
import { findStaleVariants } from './reconcile/stale-variants.ts';
import { lookAfterUncertain } from './reconcile/uncertain.ts';
import { type Listed, MOST_LISTED, type Original } from './store/index.ts';

/** After this many passes over one path the message goes back to the queue: others seem to be busy with it. */
const MOST_PASSES = 6;

/**
 * Makes the variants of one original match the original as it is now: looks, acts on what it saw, and looks again until
 * a look finds nothing to do. Only then may the message be acknowledged, so whoever wrote last has looked since, or its
 * message comes back. Duplicates, reordering, overwrites in the middle, a slow writer, a crash anywhere and a replay of the
 * whole queue all end in the same state.
 *
 * A look costs a bounded number of requests, however many variants signed transforms have left at a path: what it can't see
 * at once is another message's, sent before this one is done.
 *
 * @param receives how often the queue has delivered the message, this time included
 * @throws whatever is worth another try; an original that can never work is an outcome, not an error
 */
export async function reconcile(context: ReconcileContext, path: string, receives = 1): Promise<Outcome> {
  const run = startRun(context, path, receives);
  if (!run.keys.storable(path)) return rejectUnstorable(run);
  // Whoever had the message before may have died with a write on its way.
  if (receives > 1) run.store.uncertain.add(path);
  for (let look = 1; look <= MOST_PASSES; look += 1) {
    const seen = await timed(run, 'observe', () => observe(run.store, path));
    if (await tendLocks(run, seen)) continue;
    const manifest = rightManifest(seen, run.plan);
    const staleVariants = manifest === null ? [] : await timed(run, 'observe', () => findStaleVariants(run, seen));
    if (staleVariants.length === 0 && isConsistent(seen, run.plan, manifest)) {
      await lookAfterUncertain(run);
      await flushOutbox(run, seen);
      return outcomeOf(run, seen, look);
    }
    if (seen.original === null) await remove(run, seen);
    else if (manifest === null) await make(run, seen, seen.original);
    else await renew(run, seen, seen.original, manifest, staleVariants);
    if (seen.listed.length >= MOST_LISTED) {
      await run.reconcileLater(path, 0);
      return outcomeOf(run, seen, look);
    }
  }
  throw new Error(
    `Not settled after ${MOST_PASSES} passes: the original keeps changing, or others keep writing its variants`,
  );
}

async function remove(run: Run, seen: Observation): Promise<void> {
  const { path, store } = run;
  await recordPendingReport(run, seen, seen.listed.length > 0);
  await each(seen.listed, ({ name, etag }) => store.variants.delete(path, name, etag), MANY_REQUESTS_AT_ONCE);
  if (seen.manifestTag !== null) await store.manifests.delete(path, seen.manifestTag);
}

/** Same bytes again need no new variants, only a manifest that names the new version, and nothing besides of other bytes. */
async function renew(
  run: Run,
  seen: Observation,
  { etag, version, bytes }: Original,
  manifest: Manifest,
  staleVariants: readonly Listed[],
): Promise<void> {
  const { path, store } = run;
  await recordPendingReport(run, seen, staleVariants.length > 0);
  await each(staleVariants, ({ name, etag }) => store.variants.delete(path, name, etag), MANY_REQUESTS_AT_ONCE);
  if (manifest.original.version === version) return;
  await store.manifests.write(path, { ...manifest, original: { etag, version, bytes } }, seen.manifestTag);
}

/**
 * A render that read an older original may still store what it made, for as long as its lock lives. So a lock that is seen
 * alive calls for another look when it is over; and what the holder of an expired one may have left goes first, then the
 * lock, each only if it is still what was seen, and from the caches with it. A lock's name is that of the one variant its
 * holder may write. Whoever left a note in its lock had stored nothing.
 */
async function tendLocks(run: Run, seen: Observation): Promise<boolean> {
  const { path, store, plan } = run;
  const expired = seen.locks.filter(({ modified }) => isExpired(modified, run.now()));
  if (expired.length < seen.locks.length && !run.followUpArranged) {
    await run.reconcileLater(path, RECHECK_AFTER_SECONDS);
    run.followUpArranged = true;
  }
  if (expired.length === 0) return false;
  const notes = await each(expired, async ({ name }) => store.locks.read(path, name), MANY_REQUESTS_AT_ONCE);
  const dead = new Set(expired.filter((_, index) => notes[index]?.note === undefined).map(({ name }) => name));
  if (dead.size > 0) {
    // Its last write may not have arrived yet.
    store.uncertain.add(path);
    // A cache may hold what a dead holder stored before somebody else put it right.
    await recordPendingReport(run, seen, true);
  }
  // Those made at upload are the manifest's to judge.
  const suspects = seen.listed.filter(({ name }) => dead.has(name) && !plan.made.has(name));
  await each(suspects, ({ name, etag }) => store.variants.delete(path, name, etag), MANY_REQUESTS_AT_ONCE);
  await each(expired, ({ name, etag }) => store.locks.release(path, name, etag), MANY_REQUESTS_AT_ONCE);
  return true;
}

/**
 * A path so long that not even its rejection fits a key: nothing was ever written for it, so there is nothing to make
 * right, and the report is all that can be done about it.
 */
async function rejectUnstorable(run: Run): Promise<Outcome> {
  const original = await timed(run, 'observe', () => run.store.originals.head(run.path));
  const problem = run.keys.problem(run.path, [...run.plan.made, ...run.plan.onRequest]);
  const manifest = original && problem && rejectedManifest(run.path, original, run.plan, problem);
  if (manifest) {
    run.acted = true;
    await run.report?.({ path: run.path, manifest, changed: false });
  }
  return outcomeOf(run, { original, manifest, manifestTag: null, locks: [], marks: [], listed: [] }, 1);
}
