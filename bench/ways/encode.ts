import type { Sharp } from 'sharp';

import type { Preset } from '../../handler/src/presets.ts';
import type { Output } from './way.ts';

/** Encoder settings of the other candidates: Darkroom's at these sizes, so that only the surrounding work differs. */
const ENCODERS = {
  plain: (image: Sharp) => image.jpeg({ quality: 80, progressive: true }),
  webp: (image: Sharp) => image.webp({ quality: 84, effort: 4 }),
  avif: (image: Sharp) => image.avif({ quality: 64, effort: 2, bitdepth: 10, chromaSubsampling: '4:4:4' }),
};

/** Names and encoders of a preset's variants, the plain one first. */
export function encoders(
  name: string,
  formats: Preset['formats'],
): { name: string; encode: (image: Sharp) => Promise<Output> }[] {
  return (['plain', ...formats] as const).map((format) => {
    const variant = format === 'plain' ? name : `${name}~${format}`;
    return {
      name: variant,
      encode: async (image) => ({ name: variant, bytes: await ENCODERS[format](image).toBuffer() }),
    };
  });
}
