import type { Preset } from '../presets.ts';
import type { Size } from './raster.ts';

/** How a preset's image is derived from the original: reduced whole, cropped, enlarged (if requested), padded. */
export interface Shape {
  /** The whole original, reduced to the size that is cropped: never larger than the original. */
  readonly level: Size;
  readonly crop: Size;
  /** The size to which the crop is enlarged: equal to `crop` unless the preset sets `enlarge`. */
  readonly picture: Size;
  /** The output: larger than `picture` only if `contain` pads it. */
  readonly canvas: Size;
}

type Box = Pick<Preset, 'width' | 'height' | 'fit' | 'enlarge'>;

/**
 * @param original upright size
 * @param edge longest edge of an output, in pixels: larger boxes are reduced to it, keeping their aspect ratio
 */
export function shapeOf(original: Size, preset: Box, edge: number): Shape {
  const { width, height, fit, enlarge } = preset;
  if (width === null || height === null) return scaled(original, preset, edge);
  const box = within({ width, height }, edge);
  switch (fit) {
    case 'cover':
      return cover(original, box, enlarge);
    case 'contain':
      return contain(original, box, enlarge, edge);
    case 'fill':
      return fill(original, box, enlarge);
    default:
      return scaled(original, { ...preset, ...box }, edge);
  }
}

/** `inside`, `outside` and boxes with one dimension: the whole image, keeping its aspect ratio. */
function scaled(original: Size, { width, height, fit, enlarge }: Box, edge: number): Shape {
  const scales = [width === null ? [] : width / original.width, height === null ? [] : height / original.height].flat();
  const asked = scales.length === 0 ? 1 : fit === 'outside' ? Math.max(...scales) : Math.min(...scales);
  const most = edge / Math.max(original.width, original.height);
  const scale = Math.min(asked, most, enlarge ? Infinity : 1);
  const picture = times(original, scale);
  const level = scale > 1 ? original : picture;
  return { level, crop: level, picture, canvas: picture };
}

/** Fills the box; if the original is too small, the largest part of it with the box's aspect ratio. */
function cover(original: Size, box: Size, enlarge: boolean): Shape {
  const scale = Math.max(box.width / original.width, box.height / original.height);
  if (scale <= 1) {
    const whole = times(original, scale);
    const level = { width: Math.max(whole.width, box.width), height: Math.max(whole.height, box.height) };
    return { level, crop: box, picture: box, canvas: box };
  }
  const crop = times(box, Math.min(original.width / box.width, original.height / box.height));
  const picture = enlarge ? box : crop;
  return { level: original, crop, picture, canvas: picture };
}

/** The whole image in the box; if the original is too small, the smallest canvas with the box's aspect ratio. */
function contain(original: Size, box: Size, enlarge: boolean, edge: number): Shape {
  const shape = scaled(original, { ...box, fit: 'inside', enlarge }, edge);
  const { width, height } = shape.picture;
  const scale = Math.min(1, Math.max(width / box.width, height / box.height));
  const canvas = times(box, scale);
  return { ...shape, canvas: { width: Math.max(canvas.width, width), height: Math.max(canvas.height, height) } };
}

/** Both dimensions as requested, whatever the image's aspect ratio. */
function fill(original: Size, box: Size, enlarge: boolean): Shape {
  const level = { width: Math.min(box.width, original.width), height: Math.min(box.height, original.height) };
  const picture = enlarge ? box : level;
  return { level, crop: level, picture, canvas: picture };
}

function within(box: Size, edge: number): Size {
  return times(box, Math.min(1, edge / Math.max(box.width, box.height)));
}

function times({ width, height }: Size, scale: number): Size {
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
