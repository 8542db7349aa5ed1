/**
 * Baseline, extended and progressive by Huffman coding, and what libjpeg-turbo reads besides: lossless (8 bits) and
 * arithmetic coding. Browsers do not show the latter, but get a variant that they do.
 */
const READABLE = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc9, 0xca]);

/** By the marker that starts the frame. */
const UNREADABLE = new Map([
  [0xc5, 'a hierarchical JPEG (SOF5)'],
  [0xc6, 'a hierarchical progressive JPEG (SOF6)'],
  [0xc7, 'a hierarchical lossless JPEG (SOF7)'],
  [0xcb, 'an arithmetic-coded lossless JPEG (SOF11)'],
  [0xcd, 'a hierarchical arithmetic-coded JPEG (SOF13)'],
  [0xce, 'a hierarchical arithmetic-coded progressive JPEG (SOF14)'],
  [0xcf, 'a hierarchical arithmetic-coded lossless JPEG (SOF15)'],
  [0xf7, 'a JPEG-LS picture (SOF55)'],
]);

export function isReadableFrame(marker: number): boolean {
  return READABLE.has(marker);
}

/** How a sentence names the kind of frame that this marker starts, if it is one that no decoder here reads. */
export function unreadableFrame(marker: number): string | undefined {
  return UNREADABLE.get(marker);
}
