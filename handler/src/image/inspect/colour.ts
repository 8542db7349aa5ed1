import { isSrgb } from '../colour/convert.ts';
import { hasPrimaries } from '../colour/primaries.ts';
import { hasTransfer } from '../colour/transfer.ts';
import type { SourceFormat } from '../types.ts';
import { type CodedColour, FORMAT_NAMES } from './inspection.ts';
import { unsupported } from './reject.ts';

/**
 * Colours to convert; undefined for sRGB.
 *
 * @throws {Rejection} `unsupported_format` for those that nothing here converts, which are hardly ever used.
 */
export function checkColour(format: SourceFormat, colour: CodedColour): CodedColour | undefined {
  const { primaries, transfer } = colour;
  if (!hasPrimaries(primaries) || !hasTransfer(transfer)) {
    const codes = `colour primaries ${primaries} and transfer characteristics ${transfer} of ITU-T H.273`;
    throw unsupported(
      `${['avif', 'heic'].includes(format) ? 'an' : 'a'} ${FORMAT_NAMES[format]} with ${codes}`,
      'Save it in sRGB',
    );
  }
  return isSrgb(colour) ? undefined : colour;
}
