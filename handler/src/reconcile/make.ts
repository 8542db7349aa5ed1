import { attempt, refuseDeadly } from './attempts.ts';
import { each } from './each.ts';
import { Rejection } from '../errors.ts';
import type { Made, MadeVariant } from '../image/types.ts';
import type { Manifest } from '../manifest.ts';
import type { Observation } from './observe.ts';
import { promiseReport } from './promise-report.ts';
import { type Run, timed } from './run.ts';
import type { Plan } from '../recipe.ts';
import type { Origin, Original } from '../store/index.ts';

/** Makes what belongs to this original, or its rejection. Returns early where the original changed: the next look sees it. */
export async function make(run: Run, seen: Observation, original: Original): Promise<void> {
  try {
    refuseUnread(run, original);
    refuseDeadly(run, seen, original);
    const bytes = await timed(run, 'read', () => run.store.originals.read(run.path, original));
    if (bytes === null) return;
    run.made = await timed(run, 'transform', () => attempt(run, original, () => transform(run, bytes)));
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    await timed(run, 'store', () => storeRejection(run, seen, original, error));
    return;
  }
  const { made } = run;
  await timed(run, 'store', () => storeMade(run, seen, original, made));
}

/**
 * What can be told without the body costs no download.
 * @throws Rejection
 */
export function refuseUnread(
  { keys, path, plan, limits }: Pick<Run, 'keys' | 'path' | 'plan' | 'limits'>,
  { bytes }: Original,
): void {
  const problem = keys.problem(path, [...plan.made, ...plan.onRequest]);
  if (problem) throw problem;
  if (bytes === 0) throw new Rejection('empty', 'The original is 0 bytes long: upload it again.');
  if (bytes > limits.bytes) {
    throw new Rejection(
      'too_many_bytes',
      `The original is ${bytes} bytes long, of at most ${limits.bytes}: upload a smaller file or raise limits.bytes.`,
    );
  }
}

async function transform(run: Run, bytes: Uint8Array): Promise<Made> {
  run.transforms += 1;
  const made = await run.makeVariants(bytes, run.plan.uploads, run.limits);
  const names = new Set(made.variants.map(({ name }) => name));
  if (names.size !== run.plan.made.size || [...names].some((name) => !run.plan.made.has(name))) {
    throw new Error(`Asked for ${[...run.plan.made].join(', ')} but got ${[...names].join(', ')}`);
  }
  return made;
}

async function storeMade(run: Run, seen: Observation, original: Original, { image, variants }: Made): Promise<void> {
  const { path, plan, store } = run;
  await promiseReport(run, seen, seen.listed.length > 0);
  const origin = { original: original.etag, presets: plan.digest };
  const present = new Set(seen.listed.map(({ name }) => name));
  const stored = await each(variants, async (variant) => {
    const { name, preset, format, contentType, width, height, bytes } = variant;
    const etag = present.has(name)
      ? await store.variants.put(path, variant, origin)
      : await storeNew(run, seen, variant, origin);
    return { name, preset, format, contentType, width, height, bytes: bytes.length, etag };
  });
  await deleteOthers(run, seen, plan.made);
  const common = { schema: 1, path, original: copyOf(original), presets: plan.digest } as const;
  await store.manifests.write(path, { ...common, status: 'ready', image, variants: stored });
}

/**
 * Stores a variant where the look found none. Somebody slower may have stored one of an older original since, and a cache
 * may have got hold of it: so it is overwritten only after that is promised.
 */
async function storeNew(run: Run, seen: Observation, variant: MadeVariant, origin: Origin): Promise<string> {
  const { path, store } = run;
  const created = await store.variants.putIfAbsent(path, variant, origin);
  if (created !== null) return created.etag;
  await promiseReport(run, seen, true);
  return store.variants.put(path, variant, origin);
}

async function storeRejection(run: Run, seen: Observation, original: Original, why: Rejection): Promise<void> {
  const { path, plan, store } = run;
  await promiseReport(run, seen, seen.listed.length > 0);
  await deleteOthers(run, seen, new Set());
  await store.manifests.write(path, rejectedManifest(path, original, plan, why));
}

export const rejectedManifest = (
  path: string,
  original: Original,
  { rejectionDigest }: Plan,
  { code, message }: Rejection,
): Manifest => ({
  schema: 1,
  path,
  original: copyOf(original),
  presets: rejectionDigest,
  status: 'rejected',
  variants: [],
  rejection: { code, message },
});

async function deleteOthers(run: Run, seen: Observation, kept: ReadonlySet<string>): Promise<void> {
  const others = seen.listed.filter(({ name }) => !kept.has(name));
  await each(others, ({ name }) => run.store.variants.delete(run.path, name));
}

const copyOf = ({ etag, version, bytes }: Original): Original => ({ etag, version, bytes });
