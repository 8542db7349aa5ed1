import type { Preset } from '../presets.ts';
import type { Size } from './raster.ts';

/** How a preset's picture comes out of the original: reduced whole, cropped, enlarged (if asked), padded. */
export interface Shape {
  /** The whole original, reduced to what the crop is taken from: never larger than the original. */
  readonly level: Size;
  readonly crop: Size;
  /** What the crop is enlarged to: equal to `crop` unless the preset says `enlarge`. */
  readonly picture: Size;
  /** The output: larger than `picture` only where `contain` pads it. */
  readonly canvas: Size;
}

type Box = Pick<Preset, 'width' | 'height' | 'fit' | 'enlarge'>;

/**
 * @param original upright size
 * @param edge longest edge of an output, in pixels: larger boxes are reduced to it, keeping their shape
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

/** `inside`, `outside` and boxes with an open side: the whole picture, keeping its shape. */
function scaled(original: Size, { width, height, fit, enlarge }: Box, edge: number): Shape {
  const scales = [width === null ? [] : width / original.width, height === null ? [] : height / original.height].flat();
  const asked = scales.length === 0 ? 1 : fit === 'outside' ? Math.max(...scales) : Math.min(...scales);
  const most = edge / Math.max(original.width, original.height);
  const scale = Math.min(asked, most, enlarge ? Infinity : 1);
  const picture = times(original, scale);
  const level = scale > 1 ? original : picture;
  return { level, crop: level, picture, canvas: picture };
}

/** The box filled; of an original that is too small, the largest part that has the box's shape. */
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

/** The whole picture in the box; around an original that is too small, the smallest canvas that has the box's shape. */
function contain(original: Size, box: Size, enlarge: boolean, edge: number): Shape {
  const shape = scaled(original, { ...box, fit: 'inside', enlarge }, edge);
  const { width, height } = shape.picture;
  const scale = Math.min(1, Math.max(width / box.width, height / box.height));
  const canvas = times(box, scale);
  return { ...shape, canvas: { width: Math.max(canvas.width, width), height: Math.max(canvas.height, height) } };
}

/** Both sides as asked, whatever becomes of the picture's shape. */
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
