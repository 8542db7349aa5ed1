import { describe, expect, test } from '@jest/globals';

import { isOutOfMemory } from '../../../handler/src/image/out-of-memory.ts';
import { forgiving } from '../../../handler/src/image/strictness.ts';

/** Each met with sharp 0.35.5, in a process whose memory was cut down. */
const SHORTAGES = [
  'vips_image_write_to_memory: out of memory -- size == 45MB',
  'vips_tracked: out of memory -- size == 61MB\nvips2png: unable to write to target target',
  'VipsJpeg: Insufficient memory (case 4)',
  'source: bad seek to 1359588\nheif: Invalid input: Unspecified: Memory allocation error (2.0)',
  'heif: Memory allocation error: Unspecified: Memory allocation error: Unspecified: Allocating 16000015 bytes failed (6.0)',
  'heif: Encoder plugin generated an error: Encoding problem: Failed to allocate context buffers (8.5002)',
  'webpsave: picture memory error',
  'webpsave: failed to allocate 48000000 bytes',
  'webpsave: unable to encode\nwbuffer_write: write failed\nsystem error: Unknown error -1',
  'glib: Error creating thread: Resource temporarily unavailable',
  'Array buffer allocation failed',
  'std::bad_alloc',
];

/** What damaged files make decoders say. */
const DAMAGE = [
  'heif: Invalid input: Unspecified: Corrupt frame detected (2.0)',
  'heif: Memory allocation error: Security limit exceeded: Allocating an image of size 60000x60000 exceeds the security limit of 1073741824 pixels (6.1000)',
  'Memory allocation error: Invalid image size: zero width or height',
  'tiff2vips: Memory allocation of 4294967295 bytes is beyond the 1000000 byte limit defined in open options',
  'tiff2vips: Integer overflow in TIFFVStripSize',
  'VipsJpeg: premature end of JPEG image',
  'pngload_buffer: libspng read error',
];

describe('what a codec says', () => {
  test.each(SHORTAGES)('is that memory ran out: %j', (message) => {
    expect(isOutOfMemory(message)).toBe(true);
  });

  test.each(DAMAGE)('is that the file is damaged: %j', (message) => {
    expect(isOutOfMemory(message)).toBe(false);
  });
});

describe('a decoder that memory ran out for', () => {
  test.each(SHORTAGES)('neither calls the picture damaged nor reads it again, forgiving: %j', async (message) => {
    const error = new Error(message);
    let tries = 0;
    const result = forgiving('avif', () => {
      tries += 1;
      return Promise.reject(error);
    });
    await expect(result).rejects.toBe(error);
    expect(tries).toBe(1);
  });
});
