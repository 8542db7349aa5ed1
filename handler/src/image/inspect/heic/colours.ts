import { Rejection } from '../../../errors.ts';
import { HLG, PQ } from '../../colour/transfer.ts';
import { statedColour } from '../avif/colour.ts';
import type { Item } from '../avif/items.ts';
import { checkColour } from '../colour.ts';
import type { CodedHeic, Inspection } from '../inspection.ts';
import type { Reader } from '../reader.ts';
import { count } from '../reject.ts';
import type { Picture } from './picture.ts';
import { unreadable } from './unreadable.ts';

/** Profiles of cameras have 500 to 4,000 bytes, those of printers up to a megabyte. */
const MOST_PROFILE_BYTES = 1_048_576;

/** Types of `colr` that hold an ICC profile (ISO/IEC 14496-12, 12.1.5). */
const PROFILES = ['prof', 'rICC'];

/** Transfer characteristics of ITU-T H.273 that need a display brighter than what the variants are made for. */
const HDR: Readonly<Record<number, string>> = { [PQ]: 'PQ', [HLG]: 'HLG' };

/**
 * The picture's colours: an ICC profile, or code points that are converted as those of an AVIF are. A grid that says
 * nothing has the colours of its tiles; a picture that says nothing is sRGB, whatever its stream says (MIAF, ISO/IEC
 * 23000-22).
 *
 * @param items the picture, and its tiles if it is a grid: all have the same colours, so the first counts.
 * @throws {Rejection} `unsupported_format` for HDR: the decoder hands out 8 bits, of which a tone-mapped sky is banded.
 */
export function coloursOf(
  read: Reader,
  items: readonly Item[],
): Pick<Inspection, 'colour'> & Pick<CodedHeic, 'profile'> {
  const [profile] = items.flatMap((item) => profileOf(read, item) ?? []);
  const [stated] = items.flatMap((item) => statedColour(read, item) ?? []);
  if (stated !== undefined) checkTransfer(stated.transfer);
  const colour =
    stated && profile === undefined
      ? checkColour('heic', { primaries: stated.primaries, transfer: stated.transfer })
      : undefined;
  return {
    ...(colour && { colour }),
    ...(profile && { profile }),
  };
}

/**
 * Whether samples are left in limited range: the decoder expands YCbCr, but copies what has one band only.
 *
 * @param items a picture, and its tiles
 */
export function isLimited(read: Reader, items: readonly Item[], { monochrome }: Pick<Picture, 'monochrome'>): boolean {
  const [stated] = items.flatMap((item) => statedColour(read, item) ?? []);
  return monochrome && stated?.fullRange === false;
}

function checkTransfer(transfer: number): void {
  const name = HDR[transfer];
  if (name !== undefined) throw unreadable(`an HDR picture in HEIC (${name})`);
}

function profileOf(read: Reader, { properties }: Item): Uint8Array | undefined {
  const box = properties.find(({ type, start }) => type === 'colr' && PROFILES.includes(read.tag(start)));
  if (box === undefined) return undefined;
  const profile = read.bytes.subarray(box.start + 4, box.end);
  if (profile.length <= MOST_PROFILE_BYTES) return profile;
  throw new Rejection(
    'metadata_too_large',
    `The HEIC has a colour profile of ${count(profile.length)} bytes; at most ${count(MOST_PROFILE_BYTES)} are ` +
      'allowed. Save the picture again, in sRGB.',
  );
}
