import type { Overlay } from '../overlays.ts';
import { offsetOf } from './position.ts';
import { type Area, frameOf, type Offset, type Raster, type Size, withAlpha } from './raster.ts';
import { resize } from './resize.ts';

type Look = Omit<Overlay, 'sha256'>;

/**
 * The mark on each frame, as its look says. Transparency stays where the mark is transparent, and a picture without any
 * gets none.
 *
 * @param area the part of the raster that is the picture: what is around it is padding
 * @param mark at its own size, which it never exceeds
 */
export async function layOver(raster: Raster, area: Area, look: Look, mark: Raster): Promise<Raster> {
  const scaled = withAlpha(await resize(mark, sizeIn(area, mark, look.size)));
  const marked = { ...raster, data: Uint8Array.from(raster.data) };
  for (let index = 0; index < raster.frames; index++) {
    const frame = frameOf(marked, index);
    for (const at of placesOf(area, scaled, look)) blend(frame, area, scaled, at, look.opacity);
  }
  return marked;
}

/** The largest size at which the mark fits in so many percent of the picture's width and height. */
export function sizeIn(picture: Size, mark: Size, percent: number): Size {
  const scale = Math.min(
    1,
    (picture.width * percent) / (100 * mark.width),
    (picture.height * percent) / (100 * mark.height),
  );
  return {
    width: Math.max(1, Math.round(mark.width * scale)),
    height: Math.max(1, Math.round(mark.height * scale)),
  };
}

/** Where the upper left corner of each mark is, in the raster. Tiles may reach over the picture's edge. */
export function placesOf(picture: Area, mark: Size, { position, margin, tile }: Look): Offset[] {
  const gap = Math.round((Math.min(picture.width, picture.height) * margin) / 100);
  // Where the picture has no room for it, the margin is what is left.
  const inset = (whole: number, part: number): number => Math.min(gap, Math.max(0, Math.floor((whole - part) / 2)));
  const [x, y] = [inset(picture.width, mark.width), inset(picture.height, mark.height)];
  const within = { width: picture.width - 2 * x, height: picture.height - 2 * y };
  const { left, top } = offsetOf(position, within, mark);
  const anchor = { left: picture.left + x + left, top: picture.top + y + top };
  if (!tile) return [anchor];
  const lefts = steps(anchor.left, mark.width + gap, picture.left, picture.width);
  const tops = steps(anchor.top, mark.height + gap, picture.top, picture.height);
  return tops.flatMap((each) => lefts.map((other) => ({ left: other, top: each })));
}

/** Every place, so far apart, at which a tile may show within a side. */
function steps(anchor: number, step: number, start: number, length: number): number[] {
  const places: number[] = [];
  for (let at = anchor - Math.ceil((anchor - start) / step) * step; at < start + length; at += step) places.push(at);
  return places;
}

/** Puts the mark over one frame, in place, within the area: source over destination, in integers, in gamma space as sharp does. */
function blend(frame: Raster, area: Area, mark: Raster, at: Offset, opacity: number): void {
  const { data, channels } = frame;
  const [fromX, toX] = overlap(at.left, mark.width, area.left, area.width);
  const [fromY, toY] = overlap(at.top, mark.height, area.top, area.height);
  for (let y = fromY; y < toY; y++) {
    let from = ((y - at.top) * mark.width + fromX - at.left) * 4;
    let to = (y * frame.width + fromX) * channels;
    for (let x = fromX; x < toX; x++, from += 4, to += channels) {
      const alpha = Math.round(((mark.data[from + 3] ?? 0) * opacity) / 100);
      if (alpha === 0) continue;
      // What is left of the pixel under it, in 255 × 255ths.
      const under = (channels === 4 ? (data[to + 3] ?? 0) : 255) * (255 - alpha);
      const whole = alpha * 255 + under;
      for (let band = 0; band < 3; band++) {
        const mixed = (mark.data[from + band] ?? 0) * alpha * 255 + (data[to + band] ?? 0) * under;
        data[to + band] = Math.round(mixed / whole);
      }
      if (channels === 4) data[to + 3] = Math.round(whole / 255);
    }
  }
}

const overlap = (at: number, length: number, start: number, whole: number): [number, number] => [
  Math.max(at, start),
  Math.min(at + length, start + whole),
];
