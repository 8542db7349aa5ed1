import sharp from 'sharp';

// Imported before anything else of ours: libvips as another part of the process, or another machine, would have it.
sharp.concurrency(2);
