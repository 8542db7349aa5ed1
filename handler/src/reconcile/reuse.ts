import { variantName, variantNames } from '../image/names.ts';
import type { ImageInfo } from '../image/types.ts';
import type { ManifestVariant, VariantsRecord } from '../manifest.ts';
import type { Plan } from '../recipe.ts';
import type { Listed, Original } from '../store/index.ts';
import { isListed, type Observation, recordIn } from './observe.ts';

/** What a pass need not make again, because a manifest and the listing prove that it is there. */
export interface Reuse {
  /** What was found out about the original when they were made; null if there is nothing to reuse. */
  readonly image: ImageInfo | null;
  /** By the name of a variant to be had: the stored variant with the same bytes, which may be another. */
  readonly sources: ReadonlyMap<string, ManifestVariant>;
  /** Variants that are as they should be, header included: nothing at all is done about them. */
  readonly untouched: ReadonlySet<string>;
  /** Variants that have to be made from the original. */
  readonly missing: readonly string[];
  /** Whether the manifest speaks of the same bytes of the original, so that request-made variants may belong to it. */
  readonly isSameOriginal: boolean;
  /** Whether the original is known to be within the limits as they are now. */
  readonly isWithinLimits: boolean;
}

/**
 * A manifest says of each variant by which recipe it was made from which original, and with which ETag it was stored.
 * Where the listing shows that ETag, the bytes are still the ones that the manifest speaks of, whoever has been at work
 * since. Those of the same recipe are the bytes that would be made: they stay, or are copied to the name that their
 * preset has now.
 */
export function findReusable(
  { manifest, listed }: Pick<Observation, 'manifest' | 'listed'>,
  original: Original,
  plan: Plan,
): Reuse {
  const wanted = variantNames(plan.uploads).map(({ name }) => name);
  const nothing: Reuse = {
    image: null,
    sources: new Map(),
    untouched: new Set(),
    missing: wanted,
    isSameOriginal: false,
    isWithinLimits: false,
  };
  const record = recordIn(manifest);
  if (record?.original.etag !== original.etag || record.original.bytes !== original.bytes) return nothing;

  const recipes = plan.recipes(record.image, original.focalPoint);
  const there = provenIn(record, listed);
  const sources = new Map<string, ManifestVariant>();
  for (const name of wanted) {
    const alike = there.filter(({ recipe }) => recipe === recipes.get(name));
    const source = alike.find((variant) => variant.name === name) ?? alike[0];
    if (source !== undefined) sources.set(name, source);
  }
  if (sources.size === 0) return { ...nothing, isSameOriginal: true };
  const stays = [...sources].filter(([name, source]) => source.name === name);
  return {
    image: record.image,
    sources,
    untouched: new Set(record.cacheControl === plan.cacheControl ? stays.map(([name]) => name) : []),
    missing: wanted.filter((name) => !sources.has(name)),
    isSameOriginal: true,
    isWithinLimits: record.limits === plan.limits,
  };
}

/** The variants of a record that the listing proves to be there. */
export const provenIn = ({ variants }: VariantsRecord, listed: readonly Listed[]): ManifestVariant[] =>
  variants.filter(isListed(listed)).filter(isWellNamed);

/** Whether it is named as it would have been made: a manifest that contradicts itself was not written by us. */
const isWellNamed = ({ name, preset, format }: ManifestVariant): boolean => name === variantName(preset, format);
