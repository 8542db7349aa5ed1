import { messageOf } from '../errors.ts';
import { variantName, variantNames } from '../image/names.ts';
import type { Overlays } from '../overlays.ts';
import type { Presets } from '../presets.ts';
import type { Plan } from '../recipe.ts';
import { parseTransform, presetOf, type TransformBounds, transformOfName } from '../transforms.ts';
import { type Refusal, refusal } from './refusal.ts';

/** How a variant is made. */
export interface VariantSpec {
  /** Last segment of its key. */
  readonly name: string;
  /** Made together, so that the bytes are the same as in process. */
  readonly presets: Presets;
  /** Its name among the variants of these presets. */
  readonly made: string;
}

export interface Offer {
  readonly presets: Presets;
  readonly plan: Plan;
  /** Null if signed transforms are disabled. */
  readonly transforms: TransformBounds | null;
  /** Those that signed transforms can name; absent for none. */
  readonly overlays?: Overlays | undefined;
}

/**
 * How to make the variant of this name. The viewer function has checked the name already, but only it knows the signing
 * keys; this check ensures that a mistake there cannot make more than what is meant to be offered.
 */
export function resolveVariant(
  name: string,
  { presets, plan, transforms, overlays = {} }: Offer,
): VariantSpec | Refusal {
  if (name.startsWith('~')) return orderOfTransform(name, transforms, overlays);
  const known = variantNames(presets).find((each) => each.name === name);
  const preset = known && presets[known.preset];
  if (preset === undefined) {
    const wanted = name.split('~')[0] ?? '';
    return Object.hasOwn(presets, wanted)
      ? refusal(404, 'unknown_format', `The preset "${wanted}" does not make "${name.slice(wanted.length + 1, 99)}".`)
      : refusal(404, 'unknown_preset', `There is no preset "${wanted.slice(0, 64)}".`);
  }
  return { name, made: name, presets: plan.made.has(name) ? plan.uploads : { [known?.preset ?? '']: preset } };
}

function orderOfTransform(name: string, bounds: TransformBounds | null, overlays: Overlays): VariantSpec | Refusal {
  if (bounds === null) return refusal(403, 'bad_transform', 'Signed transforms are off.');
  try {
    const transform = parseTransform(transformOfName(name) ?? '', bounds);
    const made = variantName(name, transform.format);
    return { name, made, presets: { [name]: presetOf(transform, overlays) } };
  } catch (error) {
    return refusal(403, 'bad_transform', `The transform can't be made: ${messageOf(error)}.`);
  }
}
