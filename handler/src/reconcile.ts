import type { Manifest, ReadyManifest } from './manifest.ts';
import { findForeignVariants, manifestAwaitingRestore } from './reconcile/await-restore.ts';
import { type Delivery, UNKEPT } from './reconcile/delivery.ts';
import { each, MANY_REQUESTS_AT_ONCE } from './reconcile/each.ts';
import { flushOutbox } from './reconcile/flush-outbox.ts';
import { isExpired, RECHECK_AFTER_SECONDS } from './reconcile/lock-life.ts';
import { make } from './reconcile/make.ts';
import { glance, isConsistent, keptIn, type Observation, observe, rightManifest } from './reconcile/observe.ts';
import { type Outcome, outcomeOf } from './reconcile/outcome.ts';
import { recordPendingReport } from './reconcile/pending-report.ts';
import { stopReading } from './reconcile/read-ahead.ts';
import { type ReconcileContext, type Run, startRun, timed } from './reconcile/run.ts';
import { findStaleVariants } from './reconcile/stale-variants.ts';
import { copyOf } from './reconcile/store-made.ts';
import { rejectedManifest } from './reconcile/store-rejection.ts';
import { lookAfterUncertain } from './reconcile/uncertain.ts';
import { type Listed, MOST_LISTED, type Original } from './store/index.ts';

/** After this many passes over one path, the message returns to the queue: other functions seem to be working on it. */
const MOST_PASSES = 6;

/**
 * Makes the variants of one original match its current state: observes, acts on the observation, and observes again
 * until a pass finds nothing to do. Only then may the message be acknowledged: the last writer has then observed since
 * its write, or its message is delivered again. Duplicates, reordering, overwrites in between, a slow writer, a crash
 * at any point and a replay of the whole queue all end in the same state.
 *
 * A pass costs a bounded number of requests, however many variants signed transforms have left at a path. What exceeds
 * the bound is left to another message, which is sent before this one is acknowledged.
 *
 * @param delivery how the message came; by default, no queue keeps it
 * @throws any error that is worth retrying; an original that can never be processed is an outcome, not an error
 */
export async function reconcile(context: ReconcileContext, path: string, delivery = UNKEPT): Promise<Outcome> {
  const run = startRun(context, path, delivery);
  if (!run.keys.storable(path)) return rejectUnstorable(run);
  try {
    return await settle(run, delivery);
  } finally {
    stopReading(run);
  }
}

async function settle(run: Run, delivery: Delivery): Promise<Outcome> {
  const { path } = run;
  // The function that received the message before may have died with a write in flight.
  if (delivery.receives > 1) run.store.uncertain.add(path);
  for (let look = 1; look <= MOST_PASSES; look += 1) {
    // Marks of earlier deliveries count from the second on.
    const isGlance = look === 1 && delivery.receives === 1;
    const seen = await timed(run, 'observe', () => (isGlance ? glance(run) : observe(run.store, path)));
    if (await tendLocks(run, seen)) continue;
    const right = rightManifest(seen, run.plan);
    const manifest = right ?? manifestAwaitingRestore(seen, run.plan);
    const staleVariants = await timed(run, 'observe', () => findWrong(run, seen, right, manifest));
    if (seen.isWhole && staleVariants.length === 0 && isConsistent(seen, run.plan, manifest)) {
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

/** What has to go although the manifest may stay. */
async function findWrong(
  run: Run,
  seen: Observation,
  right: Manifest | null,
  awaitingRestore: ReadyManifest | null,
): Promise<Listed[]> {
  const owner = right ?? keptIn(seen);
  if (owner !== null)
    return findStaleVariants(run, seen, right === null ? owner.original : (seen.original ?? owner.original));
  return awaitingRestore === null ? [] : findForeignVariants(run, seen, awaitingRestore);
}

async function remove(run: Run, seen: Observation): Promise<void> {
  const { path, store } = run;
  await recordPendingReport(run, seen, seen.listed.length > 0);
  await each(seen.listed, ({ name, etag }) => store.variants.delete(path, name, etag), MANY_REQUESTS_AT_ONCE);
  if (seen.manifestTag !== null) await store.manifests.delete(path, seen.manifestTag);
}

/**
 * The same bytes, uploaded again, need only a manifest with the new version, and no variants of other bytes beside
 * them.
 */
async function renew(
  run: Run,
  seen: Observation,
  original: Original,
  manifest: Manifest,
  staleVariants: readonly Listed[],
): Promise<void> {
  const { path, store } = run;
  await recordPendingReport(run, seen, staleVariants.length > 0);
  await each(staleVariants, ({ name, etag }) => store.variants.delete(path, name, etag), MANY_REQUESTS_AT_ONCE);
  if (manifest.original.version === original.version) return;
  await store.manifests.write(path, { ...manifest, original: copyOf(original) }, seen.manifestTag);
}

/**
 * A render that read an older original may still store its variant for as long as its lock lives. If a live lock is
 * observed, another reconcile pass is therefore scheduled for after its lifetime. For an expired lock, first the
 * variant that its holder may have left is deleted, and purged from the caches, then the lock: each only if it is still
 * the one observed. A lock's name is that of the only variant its holder may write. A holder that left a note in its
 * lock stored nothing.
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
    // A cache may hold what a dead holder stored, even if another function has replaced it since.
    await recordPendingReport(run, seen, true);
  }
  // The manifest decides about variants made at upload.
  const suspects = seen.listed.filter(({ name }) => dead.has(name) && !plan.made.has(name));
  await each(suspects, ({ name, etag }) => store.variants.delete(path, name, etag), MANY_REQUESTS_AT_ONCE);
  await each(expired, ({ name, etag }) => store.locks.release(path, name, etag), MANY_REQUESTS_AT_ONCE);
  return true;
}

/**
 * A path so long that not even its rejection fits in a key: nothing was ever written for it, so there is nothing to
 * reconcile, and the report is all that can be done.
 */
async function rejectUnstorable(run: Run): Promise<Outcome> {
  const original = await timed(run, 'observe', () => run.store.originals.head(run.path));
  const problem = run.keys.problem(run.path, [...run.plan.made, ...run.plan.onRequest]);
  const manifest = original && problem && rejectedManifest(run.path, original, run.plan, problem);
  if (manifest) {
    run.acted = true;
    await run.report?.({ path: run.path, manifest, changed: false });
  }
  return outcomeOf(run, { original, manifest }, 1);
}
