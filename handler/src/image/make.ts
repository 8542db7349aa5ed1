import pMap from 'p-map';

import { pointOf } from '../focal-point.ts';
import type { Preset } from '../presets.ts';
import { inTurn } from './encode/queue.ts';
import { shapeOf } from './geometry.ts';
import { longestEdge } from './lineage.ts';
import { variantNames } from './names.ts';
import { decodePictures } from './pictures.ts';
import { placeholderOf } from './placeholder.ts';
import { probe } from './probe.ts';
import type { Job, Made, VariantName } from './types.ts';
import { variantsOf } from './variants.ts';

/** Two encodes at a time keep two vCPUs busy; more would only use memory. */
const ENCODES_AT_ONCE = 2;

/**
 * Makes the variants that the presets define. The bytes of each depend only on the original, its focal point, all of
 * `presets` and `RELEASE`.
 *
 * @throws {Rejection} if the original can never be processed; any other error may be transient.
 */
export async function makeVariants({ bytes, presets, limits, focalPoint, only }: Job): Promise<Made> {
  const names = wanted(variantNames(presets), only);
  const used = [...new Set(names.map(({ preset }) => preset))];
  const start = performance.now();
  const probed = await probe(bytes, limits);
  const probedAt = performance.now();
  const { picture, whole, alpha, degraded } = await decodePictures(
    bytes,
    probed,
    presets,
    limits,
    focalPoint === undefined ? undefined : pointOf(focalPoint),
    used,
  );
  const decodedAt = performance.now();
  const presetOf = (name: string): Preset => {
    const preset = presets[name];
    if (preset === undefined) throw new RangeError(`There is no preset ${name}.`);
    return preset;
  };
  const made = await pMap(
    inTurn(
      names,
      (preset) => shapeOf(probed.size, presetOf(preset), longestEdge(limits)).canvas,
      (preset) => variantsOf(() => picture(preset), presetOf(preset), probed),
    ),
    async ({ variant, make }) => ({ ...variant, ...(await make()) }),
    { concurrency: ENCODES_AT_ONCE },
  );
  const byName = new Map(made.map((each) => [each.name, each]));
  const { format, size, frames } = probed;
  const gainMap = probed.gainMap ? { gainMap: true as const } : {};
  const image = { format, width: size.width, height: size.height, frames, alpha, degraded, ...gainMap };
  return {
    image: only === undefined ? { ...image, placeholder: await placeholderOf(whole, probed.size) } : image,
    variants: names.flatMap(({ name }) => byName.get(name) ?? []),
    timings: { probe: probedAt - start, decode: decodedAt - probedAt, encode: performance.now() - decodedAt },
  };
}

function wanted(all: readonly VariantName[], only: readonly string[] | undefined): readonly VariantName[] {
  const unknown = only?.find((name) => !all.some((each) => each.name === name));
  if (unknown !== undefined) {
    const known = all.map(({ name }) => name).join(', ');
    throw new RangeError(`The presets define no variant ${unknown}; they define ${known || 'none'}.`);
  }
  return only === undefined ? all : all.filter(({ name }) => only.includes(name));
}
