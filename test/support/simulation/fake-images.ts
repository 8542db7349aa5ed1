import { Rejection } from '../../../handler/src/errors.ts';
import { variantNames } from '../../../handler/src/image/names.ts';
import type { Made } from '../../../handler/src/image/types.ts';
import type { MakeVariants } from '../../../handler/src/image/types.ts';
import type { Presets } from '../../../handler/src/presets.ts';
import { DEFAULT_LIMITS, preset } from '../images/presets.ts';

/** `small` and `small~webp` are made at upload, `wide` on request; all around the focal point. */
export const PRESETS: Presets = {
  small: preset(80, 60, { formats: ['webp'], position: 'focal' }),
  wide: preset(160, 60, { make: 'request', position: 'focal' }),
};

export const LIMITS = { ...DEFAULT_LIMITS, bytes: 1000 };

/** The content of a variant of an original with this text and focal point. */
export const fakeVariant = (original: string, name: string, focalPoint?: string): string =>
  `${name} of ${original}${focalPoint === undefined ? '' : ` at ${focalPoint}`}`;

/** Replaces the image folder, with texts as images. Originals that start with "bad" are rejected. */
export const makeVariants: MakeVariants = ({ bytes, presets, focalPoint, only }) => {
  const text = Buffer.from(bytes).toString('utf8');
  if (text.startsWith('bad')) return Promise.reject(new Rejection('not_an_image', `"${text}" is not an image`));
  const made: Made = {
    image: { format: 'jpeg', width: 400, height: 300, frames: 1, alpha: false, degraded: false },
    variants: variantNames(presets)
      .filter(({ name }) => only?.includes(name) ?? true)
      .map((variant) => ({
        ...variant,
        contentType: 'image/jpeg',
        width: 80,
        height: 60,
        frames: 1,
        bytes: Buffer.from(fakeVariant(text, variant.name, focalPoint)),
      })),
    timings: { probe: 1, decode: 2, encode: 3 },
  };
  return Promise.resolve(made);
};
