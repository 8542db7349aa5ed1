import { join, type Part, repeat, u24le, u32 } from './bytes.ts';

export function riff(...chunks: readonly Part[]): Buffer {
  const body = join('WEBP', ...chunks);
  return join('RIFF', u32(body.length, true), body);
}

export function webpChunk(kind: string, ...content: readonly Part[]): Buffer {
  const body = join(...content);
  return join(kind, u32(body.length, true), body, body.length % 2 === 1 ? [0] : []);
}

export const ANIMATED = 0x02;

export const extended = (width: number, height: number, flags = 0): Buffer =>
  webpChunk('VP8X', [flags, 0, 0, 0, ...u24le(width - 1), ...u24le(height - 1)]);

/** A lossless image that ends after its header. */
export function lossless(width: number, height: number): Buffer {
  const bits = (width - 1) | ((height - 1) << 14);
  return webpChunk('VP8L', [0x2f], u32(bits >>> 0, true), [0, 0]);
}

export const animationFrame = (width: number, height: number, left = 0, top = 0): Buffer =>
  webpChunk(
    'ANMF',
    [...u24le(left / 2), ...u24le(top / 2), ...u24le(width - 1), ...u24le(height - 1), 100, 0, 0, 0],
    lossless(width, height),
  );

export const webpFrameBomb = (frames: number, edge: number): Buffer =>
  riff(extended(edge, edge, ANIMATED), webpChunk('ANIM', Buffer.alloc(6)), repeat(animationFrame(2, 2), frames));
