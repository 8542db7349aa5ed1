import sharp from 'sharp';

import { encoders } from './encode.ts';
import { sizes, type Way } from './way.ts';

/** One sharp pipeline per variant in turn, from the original each time, as sharp's documentation shows it. */
export const oneByOne: Way = {
  letter: 'b',
  title: 'sharp, one pipeline per variant',
  run: async (photo, presets, only) => {
    const outputs = [];
    for (const size of sizes(presets)) {
      for (const { encode } of encoders(size, only)) {
        outputs.push(await encode(sharp(photo).autoOrient().resize(size.width, size.height, { fit: 'cover' })));
      }
    }
    return outputs;
  },
};
