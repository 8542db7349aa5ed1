import type { Preset } from '../presets.ts';
import type { Offset, Size } from './raster.ts';

export type Position = Preset['position'];
export type Strategy = Extract<Position, 'entropy' | 'attention'>;

export function isStrategy(position: Position): position is Strategy {
  return position === 'entropy' || position === 'attention';
}

/** The offset of a box of size `inner` in `outer`; a strategy, which needs the pixels, counts as centre. */
export function offsetOf(position: Position, outer: Size, inner: Size): Offset {
  const share = (start: string, end: string): number =>
    position.includes(start) ? 0 : position.includes(end) ? 1 : 0.5;
  return {
    left: Math.floor((outer.width - inner.width) * share('left', 'right')),
    top: Math.floor((outer.height - inner.height) * share('top', 'bottom')),
  };
}
