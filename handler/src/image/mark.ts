import { messageOf } from '../errors.ts';
import { keptLast } from '../kept.ts';
import { LIMIT_DEFAULTS } from '../limits.ts';
import type { Overlay } from '../overlays.ts';
import { decode } from './decode.ts';
import { MOST_MARK_PIXELS } from './limits-of-marks.ts';
import { probe } from './probe.ts';
import type { Raster } from './raster.ts';

/** Decoded marks that a worker keeps: a stack seldom has more than a watermark and a badge. */
const kept = keptLast<Raster>(2);

/**
 * The mark of an overlay, decoded as an original is, colour profile included.
 *
 * @param bytes of overlays, by SHA-256
 * @throws Error, never a Rejection: the original that is to carry the mark is not at fault
 */
export const markOf = ({ sha256 }: Overlay, bytes: Readonly<Record<string, Uint8Array>>): Promise<Raster> =>
  kept(sha256, () => decodeMark(sha256, bytes[sha256]));

async function decodeMark(sha256: string, png: Uint8Array | undefined): Promise<Raster> {
  if (png === undefined) throw new Error(`The overlay ${sha256} was not read`);
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
