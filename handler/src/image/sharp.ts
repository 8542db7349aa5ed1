import sharp from 'sharp';

import type { SourceFormat } from './types.ts';

const LOADERS: Record<SourceFormat, string> = {
  jpeg: 'VipsForeignLoadJpegBuffer',
  png: 'VipsForeignLoadPngBuffer',
  webp: 'VipsForeignLoadWebpBuffer',
  gif: 'VipsForeignLoadNsgifBuffer',
  tiff: 'VipsForeignLoadTiffBuffer',
  avif: 'VipsForeignLoadHeifBuffer',
  // Which it is made into.
  heic: 'VipsForeignLoadTiffBuffer',
};

// Every operand of ours is used once: a cache would only hold memory between originals.
sharp.cache(false);

// libaom splits an image into as many tiles as libvips has threads, so the bytes of an AVIF would depend on the
// machine. Work is instead distributed over two vCPUs image by image.
sharp.concurrency(1);

// Only the decoders of allowed formats, and only from memory: no SVG, PDF or ImageMagick, no file names.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: Object.values(LOADERS) });

export { sharp };
