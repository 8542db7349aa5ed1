import { lazily } from './lazily.ts';

/** Width and height, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Offset {
  readonly left: number;
  readonly top: number;
}

export type Area = Size & Offset;

/** Uncompressed sRGB, 8 bits per channel, upright; the frames of an animation follow one another. */
export interface Raster extends Size {
  readonly data: Uint8Array;
  readonly channels: 3 | 4;
  readonly frames: number;
}

/** A part of a raster of one frame. */
export interface Part {
  readonly whole: Raster;
  readonly area: Area;
}

/** What crops are parts of; not a property of theirs, which a changed copy of one would keep. */
const PARTS = new WeakMap<Raster, Part>();

/** What a raster is cropped from, if it is: a pipeline of libvips can read it there, without a copy of its pixels. */
export const partOf = (raster: Raster): Part | undefined => PARTS.get(raster);

/** The part of each frame with this size at `at`; its pixels are copied when they are first read. */
export function crop(raster: Raster, size: Size, at: Offset): Raster {
  const { width, height } = size;
  if (width === raster.width && height === raster.height) return raster;
  const { channels, frames } = raster;
  const copied = lazily(() => {
    const target = blank(raster, size);
    copyRows(raster, at, target, { left: 0, top: 0 }, size);
    return target.data;
  });
  const cropped: Raster = {
    width,
    height,
    channels,
    frames,
    get data() {
      return copied();
    },
  };
  if (frames === 1) PARTS.set(cropped, within(raster, { left: at.left, top: at.top, width, height }));
  return cropped;
}

/** An area of a raster that may be a part itself, as one of what that is cropped from. */
function within(raster: Raster, area: Area): Part {
  const { whole, area: outer } = partOf(raster) ?? { whole: raster, area: { left: 0, top: 0 } };
  return { whole, area: { ...area, left: outer.left + area.left, top: outer.top + area.top } };
}

/** Each frame at `at` on an opaque canvas of `size`, in the colour `#rrggbb`. */
export function pad(raster: Raster, size: Size, at: Offset, colour: string): Raster {
  if (size.width === raster.width && size.height === raster.height) return raster;
  const padded = blank(raster, size);
  const pixel = Buffer.from(`${colour.slice(1)}ff`, 'hex').subarray(0, raster.channels);
  for (let at = 0; at < padded.data.length; at += raster.channels) padded.data.set(pixel, at);
  copyRows(raster, { left: 0, top: 0 }, padded, at, raster);
  return padded;
}

/** Each frame at `at` on a picture of one frame, which must have the same channels. */
export function lay(raster: Raster, onto: Raster, at: Offset): Raster {
  const laid = blank(raster, onto);
  for (let frame = 0; frame < raster.frames; frame++) laid.data.set(onto.data, frame * onto.data.length);
  copyRows(raster, { left: 0, top: 0 }, laid, at, raster);
  return laid;
}

/** An animation's first frame. */
export const firstFrame = (raster: Raster): Raster => frameOf(raster, 0);

/** One frame of an animation, of which the first is 0. */
export function frameOf(raster: Raster, index: number): Raster {
  const length = raster.width * raster.height * raster.channels;
  return { ...raster, frames: 1, data: raster.data.subarray(index * length, (index + 1) * length) };
}

/** A copy with an alpha channel, opaque if it had none. */
export function withAlpha(raster: Raster): Raster {
  if (raster.channels === 4) return { ...raster, data: Uint8Array.from(raster.data) };
  const data = new Uint8Array((raster.data.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < raster.data.length; from += 3, to += 4) {
    data[to] = raster.data[from] ?? 0;
    data[to + 1] = raster.data[from + 1] ?? 0;
    data[to + 2] = raster.data[from + 2] ?? 0;
  }
  return { ...raster, channels: 4, data };
}

/** Removes an alpha channel that is fully opaque: many PNGs and most GIFs have one. */
export function withoutIdleAlpha(raster: Raster): Raster {
  if (raster.channels === 3 || !isOpaque(raster.data)) return raster;
  return { ...raster, channels: 3, data: withoutAlpha(raster.data) };
}

function isOpaque(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}

function withoutAlpha(data: Uint8Array): Uint8Array {
  const opaque = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    opaque[to] = data[from] ?? 0;
    opaque[to + 1] = data[from + 1] ?? 0;
    opaque[to + 2] = data[from + 2] ?? 0;
  }
  return opaque;
}

function blank({ channels, frames }: Raster, size: Size): Raster {
  return { ...size, channels, frames, data: new Uint8Array(size.width * size.height * channels * frames) };
}

function copyRows(from: Raster, source: Offset, to: Raster, target: Offset, size: Size): void {
  const { channels, data: pixels } = from;
  const bytes = size.width * channels;
  for (let frame = 0; frame < from.frames; frame++) {
    let start = ((frame * from.height + source.top) * from.width + source.left) * channels;
    let end = ((frame * to.height + target.top) * to.width + target.left) * channels;
    for (let y = 0; y < size.height; y++) {
      to.data.set(pixels.subarray(start, start + bytes), end);
      start += from.width * channels;
      end += to.width * channels;
    }
  }
}
