import { parseJson } from '../../../handler/src/json.ts';
import { parseManifest } from '../../../handler/src/manifest.ts';
import type { StoredObject } from '../memory-s3/index.ts';
import { fakeVariant, PRESETS } from './fake-images.ts';
import { KEYS } from './reconcile-context.ts';
import { PATH, type World } from './simulation.ts';

const textOf = (object: StoredObject | null): string | null => object && Buffer.from(object.body).toString();
const manifestOf = (object: StoredObject | null) => parseManifest(parseJson(textOf(object) ?? 'null'));

/**
 * Violations in a simulation in which nothing is left to do; empty if everything belongs to the current original.
 *
 * @param earlierUpload whether the manifest may name an earlier upload of the original's current bytes
 */
export function* violations(
  { bucket, cache, reports, stuck }: World,
  { earlierUpload = false }: { earlierUpload?: boolean } = {},
): Generator<string> {
  for (const error of stuck) yield `a message was never finished: ${String(error)}`;
  const original = bucket.get(KEYS.original(PATH));
  const text = textOf(original);
  const stored = bucket.get(KEYS.manifest(PATH));
  const manifest = manifestOf(stored);
  const isTolerated = earlierUpload && original?.etag === `"${manifest?.original.etag}"`;

  const expected = new Map<string, string>();
  if (text !== null && !text.startsWith('bad')) {
    for (const name of ['small', 'small~webp', 'wide']) expected.set(name, fakeVariant(text, name));
  }
  const names = bucket.keys(KEYS.variants(PATH)).map((key) => key.slice(KEYS.variants(PATH).length));
  for (const name of names) {
    const found = textOf(bucket.get(KEYS.variant(PATH, name)));
    if (found !== expected.get(name))
      yield `variant ${name} is "${found ?? ''}" though the original is "${text ?? 'gone'}"`;
  }
  for (const name of expected.keys()) {
    if (PRESETS[name.split('~')[0] ?? '']?.make === 'upload' && !names.includes(name))
      yield `variant ${name} is missing`;
  }
  if (original === null) {
    if (stored !== null) yield 'the manifest remains without its original';
  } else if (manifest === null) yield 'the manifest is missing';
  else {
    if (manifest.original.version !== original.version && !isTolerated) yield 'the manifest names another version';
    if (manifest.status !== (text?.startsWith('bad') === true ? 'rejected' : 'ready'))
      yield `the manifest says ${manifest.status}`;
    for (const { name, etag } of manifest.variants) {
      if (bucket.get(KEYS.variant(PATH, name))?.etag !== `"${etag}"`) yield `the manifest names another ${name}`;
    }
  }
  for (const [name, held] of cache) {
    if (held !== expected.get(name)) yield `the CDN still has "${held}" though the original is "${text ?? 'gone'}"`;
  }
  if (!isTolerated) yield* missingReports({ bucket, reports });
}

/**
 * The final state must be reported at least once since it was last reached, or be the last state reported: two late
 * writes may leave it and return to it unobserved.
 */
function* missingReports({ bucket, reports }: Pick<World, 'bucket' | 'reports'>): Generator<string> {
  const key = KEYS.manifest(PATH);
  const states = bucket.changes.flatMap((change, index) =>
    change.key === key ? [{ at: index, version: manifestOf(change.object)?.original.version ?? null }] : [],
  );
  const last = states.at(-1);
  if (last === undefined) return;
  const before = states.findLastIndex(({ version }) => version !== last.version);
  const reached = states[before + 1]?.at ?? 0;
  const told = reports.some(
    ({ at, manifest }, index) =>
      (at > reached || index === reports.length - 1) && (manifest?.original.version ?? null) === last.version,
  );
  if (!told) yield `${last.version ?? 'the removal'} was never reported`;
}

/** Whether a write held back until the end replaced an object that had existed, disappeared and returned. */
export function replacedWhatCameBack({ bucket: { changes }, late }: World): boolean {
  const tagOf = (object: StoredObject | null | undefined): string | null => object?.etag ?? null;
  return changes.slice(late.from, late.to).some(({ key }, index) => {
    const before = changes.slice(0, late.from + index).filter((change) => change.key === key);
    const tags = [null, ...before.map(({ object }) => tagOf(object))];
    const arrivals = tags.filter((tag, at) => at === 0 || tag !== tags[at - 1]);
    return arrivals.filter((tag) => tag === tagOf(before.at(-1)?.object)).length > 1;
  });
}
