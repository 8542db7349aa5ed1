import { mix } from './noise.ts';

/** Red, green and blue, 0 to 1; light may exceed 1 until it is put into a picture. */
export type Colour = readonly [number, number, number];

export function blend(a: Colour, b: Colour, share: number): Colour {
  return [mix(a[0], b[0], share), mix(a[1], b[1], share), mix(a[2], b[2], share)];
}

export function light(a: Colour, b: Colour, amount: number): Colour {
  return [a[0] + b[0] * amount, a[1] + b[1] * amount, a[2] + b[2] * amount];
}

export function rgb(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
