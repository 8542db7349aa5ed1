import type { Item } from '../avif/items.ts';
import type { Reader } from '../reader.ts';

/** What a coded picture says of its samples. */
export interface Configuration {
  /** Bits per channel, of luma. */
  readonly bitDepth: number;
  readonly monochrome: boolean;
}

/** Bytes of `HEVCDecoderConfigurationRecord` before the chroma format and the depth of luma (ISO/IEC 14496-15, 8.3.2.1). */
const [CHROMA, LUMA_DEPTH] = [16, 17];

/** The property `hvcC`; undefined if there is none. */
export function configurationOf(read: Reader, { properties }: Item): Configuration | undefined {
  const box = properties.find(({ type }) => type === 'hvcC');
  if (box === undefined || box.end - box.start <= LUMA_DEPTH) return undefined;
  return {
    bitDepth: 8 + (read.u8(box.start + LUMA_DEPTH) & 7),
    monochrome: (read.u8(box.start + CHROMA) & 3) === 0,
  };
}
