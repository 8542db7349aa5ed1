import type { Size } from '../../raster.ts';
import type { Item } from '../avif/items.ts';
import { areaOf, cropOf, turnOf } from '../avif/transforms.ts';
import type { Inspection } from '../inspection.ts';
import type { Reader } from '../reader.ts';
import { unreadable } from './unreadable.ts';

/**
 * How the decoded picture is cropped, then turned. The decoder is told to do neither, so that colours and alpha agree.
 * The orientation in the Exif data does not count: some files repeat it there, and some contradict it (ISO/IEC
 * 23008-12, annex A.2.1 lets properties decide).
 *
 * @param size of the picture as coded
 */
export function turned(read: Reader, primary: Item, size: Size): Pick<Inspection, 'turn' | 'crop'> {
  const kinds = primary.properties.map(({ type }) => type).filter((type) => ['clap', 'irot', 'imir'].includes(type));
  // MIAF (ISO/IEC 23000-22, 7.3.6.7) demands this order, and one of each.
  if (kinds.indexOf('clap') > 0 || kinds.lastIndexOf('clap') > 0) {
    throw unreadable('an HEIC picture that is cropped after it is turned');
  }
  const box = cropOf(read, primary);
  return { turn: turnOf(read, primary), ...(box.length > 0 && { crop: areaOf(box, size, 'heic') }) };
}
