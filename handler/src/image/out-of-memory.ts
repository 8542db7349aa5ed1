/**
 * How V8, GLib, libvips and the codecs report that they could not allocate memory. Those that end the process instead
 * report nothing. Found by reducing a worker's data segment (sharp 0.35.5) until it failed at each step: libvips "out
 * of memory -- size == 45MB", libjpeg "Insufficient memory", libheif "Memory allocation error", libaom "Failed to
 * allocate context buffers", libwebp "picture memory error", GLib "Error creating thread", and "write failed" if the
 * target is memory, as it always is here.
 */
const SHORTAGE =
  /out of memory|insufficient memory|memory (?:allocation )?error|failed to allocate|(?:can't|cannot|could not|couldn't) allocate|no space for|allocation failed|bad_alloc|error creating thread|write failed|unable to write/i;

/** Damaged files request no memory, more than decoders permit, or more than a number can express. */
const REFUSED = /security limit|beyond the .* limit|overflow|\(0 elements|zero width or height/i;

/** Whether a decoder's or encoder's message says that memory ran out, which need not be the image's fault. */
export function isOutOfMemory(message: string): boolean {
  return message.split('\n').some((line) => SHORTAGE.test(line) && !REFUSED.test(line));
}
