import { createKeys } from '../../handler/src/keys.ts';
import { createPlan, isCurrent, type Plan } from '../../handler/src/recipe.ts';
import { isExpired } from '../../handler/src/reconcile/lock-life.ts';
import { isOutboxMark, isPurge } from '../../handler/src/reconcile/marks.ts';
import { isListed, type Observation, observe, recordIn } from '../../handler/src/reconcile/observe.ts';
import { createStore } from '../../handler/src/store/index.ts';
import type { Found } from '../with-stack.ts';
import { edgeConfigOf, type Mapping, mapUrl } from './edge.ts';
import { type Rehearsal, rehearse } from './rehearse.ts';
import { readTarget } from './target.ts';

export interface VariantState {
  readonly name: string;
  /** `stored`: as the manifest names it; `changed`: another object is there; `on request`: made for somebody who asked. */
  readonly state: 'stored' | 'changed' | 'missing' | 'on request' | 'left over';
}

export interface Explanation {
  readonly path: string | null;
  /** What the viewer function makes of the URL; null if no URL was asked about. */
  readonly mapping: Mapping | null;
  /** What the CDN finds for the URL or the variant, in one sentence; null if neither was asked about. */
  readonly served: string | null;
  readonly original: { key: string; bytes: number; etag: string; version: string; archived: boolean } | null;
  /** In one sentence. */
  readonly manifest: string;
  readonly variants: readonly VariantState[];
  readonly locks: readonly { name: string; secondsOld: number; expired: boolean }[];
  readonly marks: readonly string[];
  /** What the next look at the path would do. */
  readonly next: Rehearsal | null;
}

/** Reads everything that belongs to a path; writes nothing. */
export async function explain(found: Found, text: string, accept: string): Promise<Explanation> {
  const { stack, clients } = found;
  const { config, bucket, variantsBucket } = stack;
  const { prefixes, cacheControl } = config;
  const keys = createKeys(prefixes);
  const target = readTarget(text, { bucket, variantsBucket, prefixes, cdn: stack.cdn?.url });
  const mapping =
    target.kind === 'url' ? await mapUrl(await edgeConfigOf(found), target.uri, target.query, accept) : null;
  const address = mapping !== null && 'key' in mapping ? keys.addressOfVariant(prefixes.variants + mapping.key) : null;
  const path = target.kind === 'path' ? target.path : (address?.path ?? null);
  if (path === null) return nothingOf(mapping);

  const store = createStore({ client: clients.s3, bucket, variantsBucket, keys, cacheControl });
  const plan = createPlan(config);
  const seen = await observe(store, path);
  const { limits, timeout, maxReceiveCount } = config;
  const context = { store, keys, plan, limits, timeout, maxReceiveCount, now: Date.now };
  const next = await rehearse(context, path);
  const name = target.kind === 'path' ? target.name : address?.name;
  const variants = variantsOf(seen, plan);
  return {
    path,
    mapping,
    served: name === undefined ? null : servedText(name, variants, seen, plan),
    original: seen.original && {
      key: keys.original(path),
      bytes: seen.original.bytes,
      etag: seen.original.etag,
      version: seen.original.version,
      archived: seen.original.archived === true,
    },
    manifest: manifestText(seen, plan),
    variants,
    locks: seen.locks.map(({ name: of, modified }) => ({
      name: of,
      secondsOld: Math.round((Date.now() - modified) / 1000),
      expired: isExpired(modified, Date.now()),
    })),
    marks: seen.marks.map((mark) => {
      if (!isOutboxMark(mark)) return 'a transform was begun, and its function has not ended it';
      return isPurge(mark.name) ? 'an event and a purge are owed' : 'an event is owed';
    }),
    next,
  };
}

const nothingOf = (mapping: Mapping | null): Explanation => ({
  path: null,
  mapping,
  served: null,
  original: null,
  manifest: 'none',
  variants: [],
  locks: [],
  marks: [],
  next: null,
});

function variantsOf({ manifest, listed }: Observation, plan: Plan): VariantState[] {
  const named = recordIn(manifest)?.variants ?? [];
  const isThere = isListed(listed);
  const present = new Set(listed.map(({ name }) => name));
  const known = new Set(named.map(({ name }) => name));
  return [
    ...named.map((variant): VariantState => {
      const state = isThere(variant) ? 'stored' : present.has(variant.name) ? 'changed' : 'missing';
      return { name: variant.name, state };
    }),
    ...listed
      .filter(({ name }) => !known.has(name))
      .map(({ name }): VariantState => {
        const isRequested = plan.onRequest.has(name) || name.startsWith('~');
        return { name, state: isRequested ? 'on request' : 'left over' };
      }),
  ];
}

function manifestText({ original, manifest, manifestTag }: Observation, plan: Plan): string {
  if (manifestTag === null) return 'none';
  if (manifest === null) return 'an object that is no manifest of Darkroom';
  const of =
    original === null
      ? 'of an original that is gone'
      : manifest.original.version === original.version
        ? 'of this original'
        : manifest.original.etag === original.etag
          ? 'of an earlier upload of the same bytes'
          : 'of an earlier original';
  const by = isCurrent(manifest, plan) ? 'the presets as they are now' : 'other presets, limits or another release';
  if (manifest.status === 'ready') return `ready, ${of}, made by ${by}`;
  const { code, message } = manifest.rejection;
  return `rejected as ${code}, ${of}, under ${by}: ${message}`;
}

function servedText(name: string, variants: readonly VariantState[], seen: Observation, plan: Plan): string {
  const there = variants.find((variant) => variant.name === name && variant.state !== 'missing');
  if (there !== undefined) return 'it is stored: the CDN serves it from the bucket';
  const { original, manifest } = seen;
  if (original === null) return 'a 404: there is no original at this path';
  if (manifest?.status === 'rejected') {
    return `a 404: the original was rejected as ${manifest.rejection.code}`;
  }
  if (name.startsWith('~'))
    return 'not stored: render makes it for the first who asks, if it is within the bounds of transforms';
  if (plan.onRequest.has(name)) return 'not stored: render makes it for the first who asks';
  if (plan.made.has(name)) return 'not stored, although it is made at upload: render makes it for whoever asks';
  return 'a 404: no preset has such a variant';
}
