import type { Rejection } from '../../errors.ts';
import { notAnImage, unsupported } from './reject.ts';

const VECTOR = 'Scripts and links inside it can’t be ruled out: render it to PNG and upload that';
/** Text that some image tool would execute; tested on the first kilobyte, without leading space. */
const KINDS: readonly [pattern: RegExp, rejection: () => Rejection][] = [
  [/<svg[\s/>]/i, () => unsupported('an SVG drawing', VECTOR)],
  [/^<(!doctype\s+html|html|head|body|script)/i, () => notAnImage('an HTML page')],
  [/^<\?php/i, () => notAnImage('a PHP script')],
  [/^(<\?xml|<!doctype|<[a-z])/i, () => unsupported('an XML document', VECTOR)],
  [/^(push\s+graphic-context|viewbox\s|image\s+over|fill\s+['"]?url|\{?viewbox)/i, () => unsupported('an MVG script')],
  [/^P[1-7]\s/, () => unsupported('a Netpbm picture (PBM, PGM, PPM or PAM)')],
  [/^P[Ff]\s/, () => unsupported('a PFM picture')],
  [/^#!/, () => notAnImage('a script')],
  [/^(#define\s+\S+_width|\/\*\s*XPM\s*\*\/)/, () => unsupported('an X11 bitmap (XBM or XPM)')],
  [/^version https:\/\/git-lfs/, () => notAnImage('a Git LFS pointer, not the file it stands for')],
];

/** The rejection of a text file, with its name if a tool might take it for an image; undefined if it is not text. */
export function foreignText(bytes: Uint8Array): Rejection | undefined {
  const start = decoded(bytes.subarray(0, 1_024));
  const kind = KINDS.find(([pattern]) => pattern.test(start));
  if (kind !== undefined) return kind[1]();
  return isText(start) ? notAnImage('text') : undefined;
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  // As a stream: the last character may be truncated.
  return new TextDecoder(wide).decode(bytes, { stream: true }).trimStart();
}

function isText(start: string): boolean {
  return start.length > 0 && !/[\p{Cc}\ufffd]/u.test(start.replaceAll(/[\t\n\r\f]/g, ''));
}
