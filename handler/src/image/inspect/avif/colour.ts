import { checkColour } from '../colour.ts';
import type { CodedColour, Inspection } from '../inspection.ts';
import type { Reader } from '../reader.ts';
import type { ItemStart } from './data.ts';
import { FULL, type Item } from './items.ts';
import { type StreamColour, streamColour } from './sequence-header.ts';

/** Sequence headers take a dozen bytes, and come first. */
const STREAM_START = 128;
const CONFIGURATION = 4;

/**
 * What the decoder does not do with the picture's colours. The property `colr` overrides what the stream says (AVIF
 * 1.1, 2.1 and 4.2).
 *
 * @param parts of a picture that is derived from others: their stream counts.
 */
export function colourOf(
  read: Reader,
  primary: Item,
  parts: readonly Item[],
  alpha: Item | undefined,
  itemStart: ItemStart,
): Pick<Inspection, 'colour' | 'limited'> {
  const coded = [primary, ...parts].find(({ type }) => type === 'av01');
  const stream = coded && streamOf(read, coded, itemStart);
  const stated = statedColour(read, primary);
  const colour = stated ?? stream;
  const peak = peakOf(read, primary);
  const converted = colour && checkColour('avif', { ...pick(colour), ...(peak !== undefined && { peak }) });
  // The decoder expands what it converts from YCbCr, but copies what has one band only.
  const colours = stream?.monochrome === true && !(stated ?? stream).fullRange;
  const limited = { colours, alpha: alpha !== undefined && streamOf(read, alpha, itemStart)?.fullRange === false };
  return { ...(converted && { colour: converted }), limited };
}

const pick = ({ primaries, transfer }: CodedColour): CodedColour => ({ primaries, transfer });

export function statedColour(read: Reader, { properties }: Item): Omit<StreamColour, 'monochrome'> | undefined {
  const box = properties.find(({ type, start }) => type === 'colr' && read.tag(start) === 'nclx');
  if (box === undefined) return undefined;
  const [primaries, transfer] = [read.u16(box.start + 4), read.u16(box.start + 6)];
  return { primaries, transfer, fullRange: read.u8(box.start + 10) >= 0x80 };
}

function streamOf(read: Reader, item: Item, itemStart: ItemStart): StreamColour | undefined {
  const configuration = item.properties.find(({ type }) => type === 'av1C');
  const own = configuration && read.bytes.subarray(configuration.start + CONFIGURATION, configuration.end);
  return (own && streamColour(own)) ?? streamColour(itemStart(item.id, STREAM_START));
}

/** MaxCLL of the property `clli`, in cd/m²; 0 is unknown. */
function peakOf(read: Reader, { properties }: Item): number | undefined {
  const box = properties.find(({ type }) => type === 'clli');
  const peak = box === undefined ? 0 : read.u16(box.start);
  return peak > 0 ? peak : undefined;
}

/** Whether an item is an alpha channel: MIAF's name, and the one of HEVC files. */
export function isAlpha(read: Reader, { properties }: Item): boolean {
  const box = properties.find(({ type }) => type === 'auxC');
  const name = box === undefined ? '' : read.tag(box.start + FULL, box.end - box.start - FULL);
  return /^urn:mpeg:(mpegB:cicp:systems:auxiliary:alpha|hevc:2015:auxid:1)\0/.test(name);
}
