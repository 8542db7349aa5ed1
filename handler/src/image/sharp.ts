import sharp from 'sharp';

// Every operand of ours is used once: a cache would only hold memory between originals.
sharp.cache(false);

// Only the decoders of the formats that are allowed, and only from memory: no SVG, PDF or ImageMagick, no file names.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadTiffBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
});

export { sharp };
