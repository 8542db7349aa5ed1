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
  run: async (photo, presets) => {
    let source = sharp(photo).autoOrient();
    const encodes = [];
    for (const { name, width, height, formats } of sizes(presets)) {
      const { data, info } = await source
        .resize(width, height, { fit: 'cover' })
        .raw()
        .toBuffer({ resolveWithObject: true });
      const pixels = (): Sharp => sharp(data, { raw: info });
      encodes.push(...encoders(name, formats).map(({ encode }) => encode(pixels())));
      source = pixels();
    }
    return Promise.all(encodes);
  },
};
