import { Rejection } from '../../../handler/src/errors.ts';
import { variantNames } from '../../../handler/src/image/names.ts';
import type { MadeVariant, MakeVariants } from '../../../handler/src/image/types.ts';
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

/**
 * Replaces the image folder, with texts as images. Originals that start with "bad" are rejected, and those that start with
 * "bad late" only after their first variant is finished.
 *
 * @param pause after each finished variant; may fail
 */
export const fakeImages =
  (pause: () => Promise<void> = () => Promise.resolve()): MakeVariants =>
  async ({ bytes, presets, focalPoint, only }, onFinished = () => undefined) => {
    const text = Buffer.from(bytes).toString('utf8');
    const refuse = (): never => {
      throw new Rejection('not_an_image', `"${text}" is not an image`);
    };
    const isLate = text.startsWith('bad late');
    if (text.startsWith('bad') && !isLate) refuse();
    const source = { width: 400, height: 300, frames: 1 };
    const variants: MadeVariant[] = [];
    for (const variant of variantNames(presets).filter(({ name }) => only?.includes(name) ?? true)) {
      const content = Buffer.from(fakeVariant(text, variant.name, focalPoint));
      const finished = { ...variant, contentType: 'image/jpeg', width: 80, height: 60, frames: 1, bytes: content };
      variants.push(finished);
      onFinished(finished, source);
      await pause();
      if (isLate) refuse();
    }
    const image = { format: 'jpeg', ...source, alpha: false, degraded: false } as const;
    return { image, variants, timings: { probe: 1, decode: 2, encode: 3 } };
  };

export const makeVariants = fakeImages();
