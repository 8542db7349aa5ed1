import { boxes } from '../../../handler/src/image/inspect/avif/boxes.ts';
import { itemStarts } from '../../../handler/src/image/inspect/avif/data.ts';
import { itemsIn } from '../../../handler/src/image/inspect/avif/items.ts';
import { reader } from '../../../handler/src/image/inspect/reader.ts';
import { sharp } from '../../../handler/src/image/sharp.ts';
import { type Pixels, toSharp } from './pixels.ts';

/** One picture coded with AV1, to be put into a file of one's own. */
export interface CodedItem {
  readonly data: Uint8Array;
  /** Its property `av1C`. */
  readonly configuration: Uint8Array;
}

/** Pixels without alpha, full range, 8 bits, 4:4:4. */
export async function codedItem(pixels: Pixels): Promise<CodedItem> {
  return itemOf(await toSharp(pixels).avif({ quality: 95, effort: 0, chromaSubsampling: '4:4:4' }).toBuffer());
}

/** One band, as an alpha channel is coded. */
export async function codedBand(data: Uint8Array, width: number, height: number): Promise<CodedItem> {
  const grey = sharp(data, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
  return itemOf(await grey.avif({ quality: 95, effort: 0 }).toBuffer());
}

function itemOf(bytes: Uint8Array): CodedItem {
  const read = reader(bytes, 'avif');
  const meta = boxes(read, 0, bytes.length).find(({ type }) => type === 'meta');
  if (meta === undefined) throw new Error('The encoder wrote no meta box.');
  const primary = itemsIn(read, meta).find((item) => item.primary);
  const configuration = primary?.properties.find(({ type }) => type === 'av1C');
  if (primary === undefined || configuration === undefined) throw new Error('The encoder wrote no AV1 item.');
  return {
    data: itemStarts(read, meta)(primary.id, bytes.length),
    configuration: bytes.subarray(configuration.start - 8, configuration.end),
  };
}
