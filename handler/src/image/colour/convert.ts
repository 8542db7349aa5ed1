import type { CodedColour } from '../inspect/inspection.ts';
import { toSrgbPrimaries } from './primaries.ts';
import { type Light, toneMap } from './tone-map.ts';
import { fromLinear, isLikeSrgb, toLinear } from './transfer.ts';

const DEEP = 65_535;

/** Whether pixels in these colours are sRGB already. */
export function isSrgb({ primaries, transfer }: CodedColour): boolean {
  return isLikeSrgb(transfer) && toSrgbPrimaries(primaries) === undefined;
}

/**
 * Converts pixels of three or four channels to sRGB with 8 bits per channel. Colours outside of sRGB are clipped; alpha
 * is kept.
 *
 * @param samples 16 bits per channel, of which the first `bits` count and the others are zero.
 */
export function toSrgb(
  samples: Uint16Array,
  channels: 3 | 4,
  { primaries, transfer, peak }: CodedColour,
  bits = 16,
): Uint8Array {
  const decode = toLinear(transfer);
  const full = DEEP + 1 - 2 ** (16 - bits);
  const linear = Float64Array.from({ length: DEEP + 1 }, (_, value) => decode(Math.min(1, value / full)));
  // Fine enough: a step near black, where the curve is steepest, is a twentieth of one in the result.
  const encode = Uint8Array.from({ length: DEEP + 1 }, (_, value) => Math.round(255 * fromLinear(value / DEEP)));
  const matrix = toSrgbPrimaries(primaries);
  const map = toneMap(transfer, peak);
  const result = new Uint8Array(samples.length);
  const light: Light = [0, 0, 0];
  for (let at = 0; at < samples.length; at += channels) {
    for (let band = 0; band < 3; band++) light[band] = linear[samples[at + band] ?? 0] ?? 0;
    map?.(light);
    const [red, green, blue] = light;
    for (let band = 0; band < 3; band++) {
      const row = 3 * band;
      const value =
        matrix === undefined
          ? (light[band] ?? 0)
          : (matrix[row] ?? 0) * red + (matrix[row + 1] ?? 0) * green + (matrix[row + 2] ?? 0) * blue;
      result[at + band] = encode[Math.round(DEEP * Math.min(1, Math.max(0, value)))] ?? 0;
    }
    if (channels === 4) result[at + 3] = Math.min(255, Math.round(((samples[at + 3] ?? 0) * 255) / full));
  }
  return result;
}
