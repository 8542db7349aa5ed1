/** A part of a picture on the stage. */
export interface View {
  /** 1 fits the stage. */
  readonly zoom: number;
  /** Of the picture's upper left corner, in parts of the stage: 0 to 1 - zoom. */
  readonly x: number;
  readonly y: number;
}

/** A place on the stage, in parts of its width and height. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const FIT: View = { zoom: 1, x: 0, y: 0 };
export const CENTRE: Point = { x: 0.5, y: 0.5 };

/**
 * The view in which what was seen at `from` is at `to`, `factor` times as large: as far as the picture then covers the
 * stage, and is `most` times as large as it at most.
 */
export function moved(view: View, most: number, factor: number, from: Point, to: Point = from): View {
  const zoom = Math.min(most, Math.max(1, view.zoom * factor));
  const scale = zoom / view.zoom;
  const covering = (value: number): number => Math.min(0, Math.max(1 - zoom, value));
  return { zoom, x: covering(to.x - (from.x - view.x) * scale), y: covering(to.y - (from.y - view.y) * scale) };
}
