/**
 * How V8, GLib, libvips and the codecs say that they could not get memory. Those that end the process instead need no
 * words. Found by giving a worker less and less data segment (sharp 0.35.5) until it failed at each step:
 * libvips "out of memory -- size == 45MB", libjpeg "Insufficient memory", libheif "Memory allocation error", libaom "Failed
 * to allocate context buffers", libwebp "picture memory error", GLib "Error creating thread", and "write failed" where
 * what is written to is memory, as everything is here.
 */
const SHORTAGE =
  /out of memory|insufficient memory|memory (?:allocation )?error|failed to allocate|(?:can't|cannot|could not|couldn't) allocate|no space for|allocation failed|bad_alloc|error creating thread|write failed|unable to write/i;

/** Damaged files ask for nothing, for more than decoders let themselves have, or for more than there are numbers for. */
const REFUSED = /security limit|beyond the .* limit|overflow|\(0 elements/i;

/** Whether a decoder's or encoder's words say that memory ran out, which need not be the image's fault. */
export function isOutOfMemory(message: string): boolean {
  return message.split('\n').some((line) => SHORTAGE.test(line) && !REFUSED.test(line));
}
