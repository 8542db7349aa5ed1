import sharp from 'sharp';

// Imported before our other modules: libvips as another part of the process, or another machine, would configure it.
sharp.concurrency(2);
