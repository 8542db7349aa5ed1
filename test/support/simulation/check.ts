import { readFocalPoint } from '../../../handler/src/focal-point.ts';
import { parseJson } from '../../../handler/src/json.ts';
import { type Manifest, parseManifest } from '../../../handler/src/manifest.ts';
import type { OnReject } from '../../../handler/src/recipe.ts';
import { recordIn } from '../../../handler/src/reconcile/observe.ts';
import type { StoredObject } from '../memory-s3/index.ts';
import { fakeVariant, PRESETS } from './fake-images.ts';
import { KEYS } from './reconcile-context.ts';
import { PATH } from './simulation.ts';
import type { World } from './world.ts';

const textOf = (object: StoredObject | null): string | null => object && Buffer.from(object.body).toString();
const manifestOf = (object: StoredObject | null) => parseManifest(parseJson(textOf(object) ?? 'null'));

/**
 * Violations in a simulation in which nothing is left to do; empty if everything belongs to the current original.
 *
 * @param earlierUpload whether the manifest may name an earlier upload of the original's current bytes
 */
export function* violations(
  { bucket, cache, reports, stuck }: World,
  { earlierUpload = false, onReject = 'remove' }: { earlierUpload?: boolean; onReject?: OnReject } = {},
): Generator<string> {
  for (const error of stuck) yield `a message was never finished: ${String(error)}`;
  const original = bucket.get(KEYS.original(PATH));
  const text = textOf(original);
  const stored = bucket.get(KEYS.manifest(PATH));
  const manifest = manifestOf(stored);
  const isTolerated = earlierUpload && original?.etag === `"${manifest?.original.etag}"`;

  const isBad = text?.startsWith('bad') === true;
  const kept = keptOf({ bucket, manifest });
  if (kept !== null && (onReject === 'remove' || !isBad)) yield 'something was kept';
  const source = isBad ? kept?.text : text;
  const expected = new Map<string, string>();
  if (source !== null && source !== undefined) {
    const focus = isBad ? kept?.focus : readFocalPoint(original?.metadata);
    for (const name of ['small', 'small~webp', 'wide']) expected.set(name, fakeVariant(source, name, focus));
  }
  const missable = isBad ? ['small', 'small~webp'].filter((name) => kept?.names.includes(name) !== true) : [];
  if (isBad && onReject === 'keep' && wasSettledOnce(bucket) && missable.length > 0) {
    yield `${missable.join(', ')} of the only good original was not kept`;
  }
  const names = bucket.keys(KEYS.variants(PATH)).map((key) => key.slice(KEYS.variants(PATH).length));
  for (const name of names) {
    const found = textOf(bucket.get(KEYS.variant(PATH, name)));
    if (found !== expected.get(name) || missable.includes(name))
      yield `variant ${name} is "${found ?? ''}" though the original is "${text ?? 'gone'}"`;
  }
  for (const name of expected.keys()) {
    if (PRESETS[name.split('~')[0] ?? '']?.make === 'upload' && !names.includes(name) && !missable.includes(name))
      yield `variant ${name} is missing`;
  }
  if (original === null) {
    if (stored !== null) yield 'the manifest remains without its original';
  } else if (manifest === null) yield 'the manifest is missing';
  else {
    if (manifest.original.version !== original.version && !isTolerated) yield 'the manifest names another version';
    if (manifest.status !== (isBad ? 'rejected' : 'ready')) yield `the manifest says ${manifest.status}`;
    for (const { name, etag } of recordIn(manifest)?.variants ?? []) {
      if (bucket.get(KEYS.variant(PATH, name))?.etag !== `"${etag}"`) yield `the manifest names another ${name}`;
    }
  }
  for (const [name, held] of cache) {
    if (held !== expected.get(name)) yield `the CDN still has "${held}" though the original is "${text ?? 'gone'}"`;
  }
  if (!isTolerated) yield* missingReports({ bucket, reports });
}

/** What a manifest says was kept, and the text of the upload that it names. */
function keptOf({ bucket, manifest }: Pick<World, 'bucket'> & { manifest: Manifest | null }) {
  if (manifest?.status !== 'rejected' || manifest.kept === undefined) return null;
  const { original, variants } = manifest.kept;
  const upload = bucket.changes.find(
    ({ key, object }) => key === KEYS.original(PATH) && object?.etag === `"${original.etag}"`,
  );
  const focus = original.focalPoint;
  return { text: textOf(upload?.object ?? null), focus, names: variants.map(({ name }) => name) };
}

/**
 * Whether there was only ever one good original, and everything of it was there when the first bad one replaced it:
 * then nothing may be missing of it, whatever happened since.
 */
function wasSettledOnce({ changes }: World['bucket']): boolean {
  const key = KEYS.original(PATH);
  const uploads = changes.filter((change) => change.key === key).map(({ object }) => object);
  const good = uploads.filter((upload) => textOf(upload)?.startsWith('bad') !== true);
  // The same bytes with another focal point are another original: their variants differ.
  const different = new Set(good.map((upload) => `${textOf(upload) ?? ''} ${readFocalPoint(upload?.metadata) ?? ''}`));
  if (different.size !== 1 || good.includes(null)) return false;
  const until = changes.findIndex((change) => change.key === key && textOf(change.object)?.startsWith('bad') === true);
  const last = (of: string) => changes.slice(0, until).findLast((change) => change.key === of)?.object ?? null;
  const manifest = manifestOf(last(KEYS.manifest(PATH)));
  return (
    manifest?.status === 'ready' &&
    manifest.variants.every(({ name, etag }) => last(KEYS.variant(PATH, name))?.etag === `"${etag}"`)
  );
}

/**
 * The final state must be reported at least once since it was last reached, or be the last state that was observed and
 * reported: two late writes may leave it and return to it unobserved. The last that was sent may be another, because
 * events come in no guaranteed order: its sender observed it before, and stalled.
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
  const lastObserved = Math.max(...reports.map(({ observed }) => observed));
  const told = reports.some(
    ({ observed, sent, manifest }) =>
      (sent > reached || observed === lastObserved) && (manifest?.original.version ?? null) === last.version,
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
