import sharp from 'sharp';

import { encoders } from './encode.ts';
import { sizes, type Way } from './way.ts';

/**
 * The calls of AWS's sample (github.com/aws-samples/image-optimization, functions/image-processing/index.mjs): one request
 * per variant, here all at once, as a page makes them. The sample answers each in a function of its own; on one machine
 * they share its vCPUs.
 */
export const awsSample: Way = {
  letter: 'f',
  title: "calls of AWS's sample, all at once",
  run: (photo, presets, only) =>
    Promise.all(
      sizes(presets).flatMap((size) =>
        encoders(size, only).map(async ({ encode }) => {
          const image = sharp(photo, { failOn: 'none', animated: true });
          const { orientation } = await image.metadata();
          const resized = image.resize({ width: size.width, height: size.height });
          return encode(orientation === undefined ? resized : resized.rotate());
        }),
      ),
    ),
};
