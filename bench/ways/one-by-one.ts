import sharp from 'sharp';

import { encoders } from './encode.ts';
import { sizes, type Way } from './way.ts';

/** One sharp pipeline per variant in turn, from the original each time, as AWS's sample function does. */
export const oneByOne: Way = {
  letter: 'b',
  title: 'sharp, one pipeline per variant',
  run: async (photo, presets) => {
    const outputs = [];
    for (const { name, width, height, formats } of sizes(presets)) {
      for (const { encode } of encoders(name, formats)) {
        outputs.push(await encode(sharp(photo).autoOrient().resize(width, height, { fit: 'cover' })));
      }
    }
    return outputs;
  },
};
