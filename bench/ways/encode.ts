import type { Sharp } from 'sharp';

import type { NegotiatedFormat } from '../../handler/src/formats.ts';
import type { Output, Size } from './way.ts';

/** Encoder settings of the other candidates: Darkroom's at these sizes, so that only the surrounding work differs. */
const ENCODERS = {
  plain: (image: Sharp) => image.jpeg({ quality: 80, progressive: true }),
  webp: (image: Sharp) => image.webp({ quality: 84, effort: 4 }),
  avif: (image: Sharp) => image.avif({ quality: 64, effort: 2, bitdepth: 10, chromaSubsampling: '4:4:4' }),
};

/** Of one variant, by its name. */
interface Encoder {
  readonly name: string;
  readonly format: 'jpeg' | NegotiatedFormat;
  readonly encode: (image: Sharp) => Promise<Output>;
}

/** Names and encoders of a preset's variants, the plain one first; of all of them, or only of these. */
export function encoders({ name, formats }: Pick<Size, 'name' | 'formats'>, only?: readonly string[]): Encoder[] {
  const variants = (['plain', ...formats] as const).map((format): Encoder => {
    const variant = format === 'plain' ? name : `${name}~${format}`;
    return {
      name: variant,
      format: format === 'plain' ? 'jpeg' : format,
      encode: async (image: Sharp) => ({ name: variant, bytes: await ENCODERS[format](image).toBuffer() }),
    };
  });
  return only === undefined ? variants : variants.filter((variant) => only.includes(variant.name));
}
