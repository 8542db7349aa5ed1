import sharp, { type Sharp } from 'sharp';

import { encodeAvif } from '../../handler/src/image/encode/avif.ts';
import { encodeJpeg } from '../../handler/src/image/encode/jpeg.ts';
import { encodeWebp } from '../../handler/src/image/encode/webp.ts';
import type { Raster } from '../../handler/src/image/raster.ts';
import { PRESET_DEFAULTS } from '../../handler/src/presets.ts';

/** One way to encode a photograph. */
export interface Setting {
  /** For example `Darkroom, balanced`. */
  readonly who: string;
  readonly format: 'jpeg' | 'webp' | 'avif';
  readonly encode: (raster: Raster) => Promise<Uint8Array>;
}

const EFFORTS = ['fast', 'balanced', 'small'] as const;

const ours: Setting[] = EFFORTS.flatMap((effort): Setting[] => {
  const who = `Darkroom, ${effort}`;
  const options = { quality: undefined, graphic: false, effort };
  const { background, quality } = PRESET_DEFAULTS;
  return [
    {
      who,
      format: 'jpeg',
      encode: async (raster) => (await encodeJpeg(raster, { ...options, quality: quality.jpeg, background })).bytes,
    },
    {
      who,
      format: 'webp',
      encode: async (raster) => (await encodeWebp(raster, { ...options, delays: [], loop: 0 })).bytes,
    },
    {
      who,
      format: 'avif',
      encode: async (raster) => {
        const encoded = await encodeAvif(raster, options);
        if (encoded === undefined) throw new RangeError('The picture is too large for AVIF.');
        return encoded.bytes;
      },
    },
  ];
});

const open = ({ data, width, height, channels }: Raster): Sharp => sharp(data, { raw: { width, height, channels } });
const theirs = (who: string, format: Setting['format'], encode: (image: Sharp) => Sharp): Setting => ({
  who,
  format,
  encode: (raster) => encode(open(raster)).toBuffer(),
});

const SETTINGS: readonly Setting[] = [
  ...ours,
  theirs('sharp’s defaults', 'jpeg', (image) => image.jpeg()),
  theirs('sharp’s defaults', 'webp', (image) => image.webp()),
  theirs('sharp’s defaults', 'avif', (image) => image.avif()),
  // Its documented defaults: IMGPROXY_QUALITY 80, IMGPROXY_FORMAT_QUALITY webp=79,avif=63, IMGPROXY_WEBP_EFFORT 4,
  // IMGPROXY_AVIF_SPEED 8 (effort 1), no progressive JPEG. It calls the same encoders through the same library.
  theirs('imgproxy’s settings', 'jpeg', (image) => image.jpeg({ quality: 80 })),
  theirs('imgproxy’s settings', 'webp', (image) => image.webp({ quality: 79, effort: 4 })),
  theirs('imgproxy’s settings', 'avif', (image) =>
    image.avif({ quality: 63, effort: 1, bitdepth: 8, chromaSubsampling: '4:2:0' }),
  ),
];

/** @param onlyOurs leave out the peers, whose figures do not change with our code */
export const settings = (onlyOurs: boolean): readonly Setting[] => (onlyOurs ? ours : SETTINGS);
