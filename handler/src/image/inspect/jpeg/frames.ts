/**
 * Baseline, extended and progressive with Huffman coding, and the others that libjpeg-turbo reads: lossless (8 bits)
 * and arithmetic coding. Browsers cannot show the latter, but their variants can be shown.
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

/** The name, in a sentence, of the kind of frame that this marker starts, if no decoder here reads it. */
export function unreadableFrame(marker: number): string | undefined {
  return UNREADABLE.get(marker);
}

/** Whether the frame that this marker starts has several scans, of which each adds to what is known of the pixels. */
export function isProgressive(marker: number): boolean {
  return marker === 0xc2 || marker === 0xca;
}
