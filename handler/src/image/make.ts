import { setImmediate } from 'node:timers/promises';
import pMap from 'p-map';

import { type Point, pointOf } from '../focal-point.ts';
import type { Preset } from '../presets.ts';
import { inTurn } from './encode/queue.ts';
import { embeddedFocus } from './focus.ts';
import { shapeOf } from './geometry.ts';
import { longestEdge } from './lineage.ts';
import { markOf } from './mark.ts';
import { variantNames } from './names.ts';
import { decodePictures } from './pictures.ts';
import { placeholderOf } from './placeholder.ts';
import { probe, type Probed } from './probe.ts';
import { rightsIn, xmpFor } from './rights/index.ts';
import type { Job, Made, OnFinished, VariantName } from './types.ts';
import { variantsOf } from './variants.ts';

/** Two encodes at a time keep two vCPUs busy; more would only use memory. */
const ENCODES_AT_ONCE = 2;

/**
 * Makes the variants that the presets define. The bytes of each depend only on the original, its focal point, all of
 * `presets`, the overlays that they name by digest, and `RELEASE`.
 *
 * @param onDecoded called once the original's bytes are needed no more, before the first variant is encoded
 * @throws {Rejection} if the original can never be processed; any other error may be transient.
 */
export async function makeVariants(
  { bytes, presets, limits, focalPoint, only, overlays }: Job,
  onFinished: OnFinished = () => undefined,
  onDecoded: () => void = () => undefined,
): Promise<Made> {
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
    await focusOf(focalPoint, probed, Object.values(presets)),
    used,
    (overlay) => markOf(overlay, overlays ?? {}),
  );
  const rights = await rightsIn(probed, Object.values(presets));
  onDecoded();
  const decodedAt = performance.now();
  const presetOf = (name: string): Preset => {
    const preset = presets[name];
    if (preset === undefined) throw new RangeError(`There is no preset ${name}.`);
    return preset;
  };
  const { format, size, frames } = probed;
  const source = { width: size.width, height: size.height, frames };
  const encodes = pMap(
    inTurn(
      names,
      (preset) => shapeOf(probed.size, presetOf(preset), longestEdge(limits)).canvas,
      (preset) => variantsOf(() => picture(preset), presetOf(preset), probed, xmpFor(presetOf(preset), rights)),
    ),
    async ({ variant, make }) => {
      const finished = { ...variant, ...(await make()) };
      onFinished(finished, source);
      return finished;
    },
    { concurrency: ENCODES_AT_ONCE },
  );
  // Beside the first encodes, which have begun by the next turn of the event loop: at the end, a second vCPU would idle.
  const placeholder = only === undefined ? setImmediate().then(() => placeholderOf(whole, probed.size)) : undefined;
  const [made, shown] = await Promise.all([encodes, placeholder]);
  const byName = new Map(made.map((each) => [each.name, each]));
  const gainMap = probed.gainMap ? { gainMap: true as const } : {};
  const image = { format, ...source, alpha, degraded, ...gainMap };
  return {
    image: shown === undefined ? image : { ...image, placeholder: shown },
    variants: names.flatMap(({ name }) => byName.get(name) ?? []),
    timings: { probe: probedAt - start, decode: decodedAt - probedAt, encode: performance.now() - decodedAt },
  };
}

/** Asked of the file only where a preset needs it, and metadata of the object do not tell: those can be corrected. */
async function focusOf(
  focalPoint: string | undefined,
  probed: Probed,
  presets: readonly Preset[],
): Promise<Point | undefined> {
  if (focalPoint !== undefined) return pointOf(focalPoint);
  return presets.some(({ position }) => position === 'focal') ? embeddedFocus(probed) : undefined;
}

function wanted(all: readonly VariantName[], only: readonly string[] | undefined): readonly VariantName[] {
  const unknown = only?.find((name) => !all.some((each) => each.name === name));
  if (unknown !== undefined) {
    const known = all.map(({ name }) => name).join(', ');
    throw new RangeError(`The presets define no variant ${unknown}; they define ${known || 'none'}.`);
  }
  return only === undefined ? all : all.filter(({ name }) => only.includes(name));
}
