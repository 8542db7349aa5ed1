import sharp, { type Sharp } from 'sharp';

import { encoders } from './encode.ts';
import { sizes, type Way } from './way.ts';

/**
 * The practical limit: one decode at the smallest sufficient scale, each smaller image from the one before, and the
 * encodes. It does not inspect the input, has no limits, and ignores colour profiles and transparency.
 */
export const limit: Way = {
  letter: 'd',
  title: 'practical limit',
  run: async (photo, presets, only) => {
    let source = sharp(photo).autoOrient();
    const encodes = [];
    for (const size of sizes(presets)) {
      const { data, info } = await source
        .resize(size.width, size.height, { fit: 'cover' })
        .raw()
        .toBuffer({ resolveWithObject: true });
      const pixels = (): Sharp => sharp(data, { raw: info });
      encodes.push(...encoders(size, only).map(({ encode }) => encode(pixels())));
      source = pixels();
    }
    return Promise.all(encodes);
  },
};
