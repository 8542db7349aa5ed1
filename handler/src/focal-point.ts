/*
 * Where the subject of a picture is, as whoever uploads it says: `x-amz-meta-focal-point: 0.32,0.18` is a third from the
 * left and near the top of the upright picture.
 */

/** Name of the metadata, as S3 returns it. */
export const FOCAL_POINT_METADATA = 'focal-point';

/** Shares of the width from the left and of the height from the top, from 0 to 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const SHARE = String.raw`(0(?:\.\d+)?|\.\d+|1(?:\.0+)?)`;
const TEXT = new RegExp(String.raw`^\s*${SHARE}\s*,\s*${SHARE}\s*$`);

/** In thousandths: finer than any crop needs, and equal points have equal texts. */
export const focalPointText = ({ x, y }: Point): string =>
  [x, y].map((share) => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000).join();

/**
 * The canonical text of a focal point, such as `0.32,0.18`; undefined if there is none or if it cannot be read: it is
 * then as if there were none, because a picture with a crop that nobody chose is better than no picture.
 */
export function readFocalPoint(metadata: Readonly<Record<string, string>> | undefined): string | undefined {
  const found = TEXT.exec(metadata?.[FOCAL_POINT_METADATA] ?? '');
  return found ? focalPointText({ x: Number(found[1]), y: Number(found[2]) }) : undefined;
}

/** The point of a canonical text. */
export function pointOf(text: string): Point {
  const [x = 0.5, y = 0.5] = text.split(',').map(Number);
  return { x, y };
}
