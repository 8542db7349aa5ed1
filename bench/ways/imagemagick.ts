import gm from 'gm';

import type { ImageMagick } from '../imagemagick.ts';
import { sizes, type Way } from './way.ts';

/**
 * ImageMagick through gm, as in tutorials: each variant from the original, one after the other. The tutorials'
 * extra `identify` per photo is omitted, in ImageMagick's favour.
 */
export function imagemagick({ options }: ImageMagick): Way {
  const magick = gm.subClass(options);
  return {
    letter: 'a',
    title: 'ImageMagick through gm',
    run: async (photo, presets) => {
      const outputs = [];
      for (const { name, width, height } of sizes(presets)) {
        const bytes = await new Promise<Buffer>((resolve, reject) => {
          magick(Buffer.from(photo), 'photo.jpg')
            .autoOrient()
            .resize(width, height, '^')
            .gravity('Center')
            .crop(width, height)
            .noProfile()
            .interlace('Plane')
            .quality(80)
            .toBuffer('JPG', (error, buffer) => {
              if (error) reject(error);
              else resolve(buffer);
            });
        });
        outputs.push({ name, bytes });
      }
      return outputs;
    },
  };
}
