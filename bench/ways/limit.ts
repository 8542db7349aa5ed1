import sharp, { type Sharp } from 'sharp';
import { encoders } from './encode.ts';
import { sizes, type Way } from './way.ts';

type Shrink = 'careful' | 'quick';

/**
 * The practical limit: one decode at the smallest scale that is enough, each smaller picture from the one before, and the
 * encodes. No look at the input, no limits, no profile or transparency to care for.
 *
 * What is enough is a matter of taste: `quick`, sharp's default, leaves up to the last factor of two to the JPEG decoder,
 * which costs up to 1.6 dB at 800 pixels after encoding; `careful` decodes at twice that scale, as Darkroom does.
 */
function limitOf(shrink: Shrink): Way['run'] {
  return async (photo, presets) => {
    let source = sharp(photo).autoOrient();
    const encodes = [];
    for (const { name, width, height, formats } of sizes(presets)) {
      const { data, info } = await source
        .resize(width, height, { fit: 'cover', fastShrinkOnLoad: shrink === 'quick' })
        .raw()
        .toBuffer({ resolveWithObject: true });
      const pixels = (): Sharp => sharp(data, { raw: info });
      encodes.push(...encoders(name, formats).map(({ encode }) => encode(pixels())));
      source = pixels();
    }
    return Promise.all(encodes);
  };
}

export const limit: Way = { letter: 'd', title: 'practical limit', run: limitOf('careful') };
export const quickLimit: Way = { letter: 'e', title: 'practical limit, quick decode', run: limitOf('quick') };
