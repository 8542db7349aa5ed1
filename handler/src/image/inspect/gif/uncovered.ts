import type { Size } from '../../raster.ts';
import type { Reader } from '../reader.ts';

/** What decides whether parts of the canvas stay empty, or become so. */
export interface Coverage {
  /** Whether the first frame covers the whole canvas. */
  readonly first: boolean;
  /** Whether any frame declares a transparent colour. */
  readonly transparent: boolean;
  /** Graphic control extensions of frames that are cleared from the canvas and declare no transparent colour. */
  readonly cleared: number[];
}

const RESTORE_TO_BACKGROUND = 2;
const NO_CONTROL = 0;

/** Of a GIF of which nothing is known yet. */
export const covered = (): Coverage => ({ first: true, transparent: false, cleared: [] });

/**
 * Adds a frame. Its list of offsets is extended in place.
 *
 * @param control offset of the frame's graphic control extension (GIF89a, 23); 0 if it has none.
 * @param data offset of the frame's data.
 */
export function withFrame(coverage: Coverage, read: Reader, control: number, data: number): Coverage {
  if (control === NO_CONTROL) return coverage;
  const flags = read.u8(control + 3);
  if ((flags & 1) === 1) return { ...coverage, transparent: true };
  const isCleared = ((flags >> 2) & 7) === RESTORE_TO_BACKGROUND;
  // Codes of 8 bits may use every colour, so that none is free to be declared transparent.
  if (!isCleared || read.u8(data) >= 8) return coverage;
  coverage.cleared.push(control);
  return coverage;
}

/** Whether the image descriptor at `at` covers the canvas. */
export function covers(canvas: Size, read: Reader, at: number): boolean {
  const [left, top] = [read.u16(at + 1, true), read.u16(at + 3, true)];
  return left === 0 && top === 0 && read.u16(at + 5, true) >= canvas.width && read.u16(at + 7, true) >= canvas.height;
}

/** A frame of one pixel in its transparent colour. */
const CLEAR_PIXEL = [
  // Graphic control extension: transparent colour 0.
  ...[0x21, 0xf9, 4, 1, 0, 0, 0, 0],
  // Image descriptor: 1 × 1 pixel, with two colours of its own.
  ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0x80],
  ...[0, 0, 0, 255, 255, 255],
  // LZW: clear, pixel 0, end.
  ...[2, 2, 0x44, 0x01, 0],
];

/** A colour that no frame of fewer than 8 bits uses. */
const UNUSED_COLOUR = 255;

/**
 * The same GIF with alpha, for one in which the canvas shows through: browsers leave it transparent there, and clear a
 * frame to transparency. libvips decodes with alpha only if some frame declares a transparent colour, and paints the
 * canvas black otherwise; so a frame that does is appended, and never decoded. libnsgif clears a frame to the background
 * colour unless it declares a transparent one itself. Undefined if the GIF needs none of it.
 *
 * @param end of the last frame.
 */
export function withAlpha(
  bytes: Uint8Array,
  end: number,
  { first, transparent, cleared }: Coverage,
): Uint8Array | undefined {
  if ((transparent || first) && cleared.length === 0) return undefined;
  const copy = Buffer.concat([bytes.subarray(0, end), Uint8Array.from([...CLEAR_PIXEL, 0x3b])]);
  for (const control of cleared) {
    copy.writeUInt8(copy.readUInt8(control + 3) | 1, control + 3);
    copy.writeUInt8(UNUSED_COLOUR, control + 6);
  }
  return copy;
}
