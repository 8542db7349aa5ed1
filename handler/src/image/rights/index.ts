import { KEEP } from '../../option-spellings.ts';
import type { Preset } from '../../presets.ts';
import { rightsText } from '../../rights.ts';
import { MOST_XMP_BYTES } from '../focus.ts';
import type { Probed } from '../probe.ts';
import { rightsInExif } from './exif.ts';
import { rightsInIptc } from './iptc.ts';
import { xmpOf } from './xmp.ts';

/** Whose a picture is, as far as it is known: both are on one line, and never empty. */
export interface Rights {
  readonly copyright?: string | undefined;
  readonly credit?: string | undefined;
}

/**
 * The XMP packet that a preset's variants carry; undefined if they carry none.
 *
 * @param found what the original says: see `rightsIn`
 */
export function xmpFor({ copyright, credit }: Pick<Preset, keyof Rights>, found: Rights): string | undefined {
  const chosen = (option: string | null, own: string | undefined) => (option === KEEP ? own : (option ?? undefined));
  return xmpOf({ copyright: chosen(copyright, found.copyright), credit: chosen(credit, found.credit) });
}

/**
 * The copyright notice and the credit line in an original's metadata, and nothing else of them. Of each, the first that
 * there is: in XMP, which editors write in Unicode; in IPTC's older form; in Exif, where cameras put the same text into every
 * photo. What can't be read says nothing. The parsers are loaded only for presets that keep something.
 */
export async function rightsIn(probed: Probed, presets: readonly Preset[]): Promise<Rights> {
  if (!presets.some(({ copyright, credit }) => copyright === KEEP || credit === KEEP)) return {};
  const sources = [
    await read(probed.xmp, async (bytes) => (await import('./xmp-read.ts')).rightsInXmp(bytes)),
    await read(probed.iptc, rightsInIptc),
    await read(probed.exif, rightsInExif),
  ];
  const first = (field: keyof Rights): string | undefined =>
    sources.flatMap((source) => rightsText(source[field] ?? '') ?? [])[0];
  return { copyright: first('copyright'), credit: first('credit') };
}

async function read(
  bytes: Uint8Array | undefined,
  parse: (bytes: Uint8Array) => Rights | Promise<Rights>,
): Promise<Rights> {
  if (bytes === undefined || bytes.length > MOST_XMP_BYTES) return {};
  try {
    return await parse(bytes);
  } catch {
    return {};
  }
}
