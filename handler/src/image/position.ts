import type { Point } from '../focal-point.ts';
import type { Preset } from '../presets.ts';
import type { Offset, Size } from './raster.ts';

export type Position = Preset['position'];
export type Strategy = Extract<Position, 'entropy' | 'attention'>;

export function isStrategy(position: Position): position is Strategy {
  return position === 'entropy' || position === 'attention';
}

/** The offset of a box of size `inner` in `outer`; a strategy or a focal point, which need more, count as centre. */
export function offsetOf(position: Position, outer: Size, inner: Size): Offset {
  const share = (start: string, end: string): number =>
    position.includes(start) ? 0 : position.includes(end) ? 1 : 0.5;
  return {
    left: Math.floor((outer.width - inner.width) * share('left', 'right')),
    top: Math.floor((outer.height - inner.height) * share('top', 'bottom')),
  };
}

/** The offset of a box of size `inner` in `outer` whose middle is as near to the point as it can be. */
export function offsetAround({ x, y }: Point, outer: Size, inner: Size): Offset {
  const along = (share: number, whole: number, part: number): number =>
    Math.min(whole - part, Math.max(0, Math.round(share * whole - part / 2)));
  return { left: along(x, outer.width, inner.width), top: along(y, outer.height, inner.height) };
}
