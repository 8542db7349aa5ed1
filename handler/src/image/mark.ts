import { messageOf } from '../errors.ts';
import { LIMIT_DEFAULTS } from '../limits.ts';
import type { Overlay } from '../overlays.ts';
import { decode } from './decode.ts';
import { MOST_MARK_PIXELS } from './limits-of-marks.ts';
import { probe } from './probe.ts';
import type { Raster } from './raster.ts';

/** Decoded marks that a worker keeps: a stack seldom has more than a watermark and a badge. */
const KEPT = 2;

const kept = new Map<string, Promise<Raster>>();

/**
 * The mark of an overlay, decoded as an original is, colour profile included.
 *
 * @param bytes of overlays, by SHA-256
 * @throws Error, never a Rejection: the original that is to carry the mark is not at fault
 */
export async function markOf({ sha256 }: Overlay, bytes: Readonly<Record<string, Uint8Array>>): Promise<Raster> {
  const found = kept.get(sha256);
  if (found !== undefined) return found;
  const png = bytes[sha256];
  if (png === undefined) throw new Error(`The overlay ${sha256} was not read`);
  const mark = decodeMark(sha256, png);
  kept.set(sha256, mark);
  for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
  mark.catch(() => kept.delete(sha256));
  return mark;
}

async function decodeMark(sha256: string, png: Uint8Array): Promise<Raster> {
  const limits = { ...LIMIT_DEFAULTS, pixels: MOST_MARK_PIXELS };
  try {
    const probed = await probe(png, limits);
    if (probed.format !== 'png') throw new Error(`it is ${probed.format}`);
    return (await decode(png, probed, probed.size, false, limits)).raster;
  } catch (error) {
    throw new Error(
      `The overlay ${sha256} is not a PNG that can be decoded: ${messageOf(error)} Save it again, and apply Terraform.`,
      { cause: error },
    );
  }
}
