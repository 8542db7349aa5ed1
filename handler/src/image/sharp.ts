import sharp from 'sharp';

import type { SourceFormat } from './types.ts';

const LOADERS: Record<SourceFormat, string> = {
  jpeg: 'VipsForeignLoadJpegBuffer',
  png: 'VipsForeignLoadPngBuffer',
  webp: 'VipsForeignLoadWebpBuffer',
  gif: 'VipsForeignLoadNsgifBuffer',
  tiff: 'VipsForeignLoadTiffBuffer',
  avif: 'VipsForeignLoadHeifBuffer',
};

// Every operand of ours is used once: a cache would only hold memory between originals.
sharp.cache(false);

// libaom cuts a picture into as many tiles as libvips has threads, so the bytes of an AVIF would depend on the machine.
// Work on two vCPUs is shared out by the picture instead.
sharp.concurrency(1);

// Only the decoders of the formats that are allowed, and only from memory: no SVG, PDF or ImageMagick, no file names.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: Object.values(LOADERS) });

export { sharp };
