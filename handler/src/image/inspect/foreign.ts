import type { Rejection } from '../../errors.ts';
import { notAnImage, unsupported } from './reject.ts';
import { startsWith } from './signatures.ts';

/** Formats that are recognised in order to reject them: their signature, and their name in a sentence. */
const PICTURES: readonly [signature: string, name: string, at?: number][] = [
  ['00 00 00 0c 4a 58 4c 20', 'a JPEG XL picture'],
  ['ff 0a', 'a JPEG XL picture'],
  ['00 00 00 0c 6a 50 20 20', 'a JPEG 2000 picture'],
  ['ff 4f ff 51', 'a JPEG 2000 codestream'],
  ['8BPS', 'a Photoshop document (PSD)'],
  ['BM', 'a BMP picture'],
  ['00 00 01 00', 'a Windows icon (ICO)'],
  ['00 00 02 00', 'a Windows cursor (CUR)'],
  ['%PDF', 'a PDF document'],
  ['%!PS', 'a PostScript document'],
  ['c5 d0 d3 c6', 'an Encapsulated PostScript document'],
  ['76 2f 31 01', 'an OpenEXR picture'],
  ['#?RADIANCE', 'a Radiance HDR picture'],
  ['#?RGBE', 'a Radiance HDR picture'],
  ['49 49 bc 01', 'a JPEG XR picture'],
  ['43 52 02', 'a camera raw file (CR2)', 8],
  ['FUJIFILMCCD-RAW', 'a camera raw file (RAF)'],
  ['IIRO', 'a camera raw file (ORF)'],
  ['IIRS', 'a camera raw file (ORF)'],
  ['MMOR', 'a camera raw file (ORF)'],
  ['49 49 55 00', 'a camera raw file (RW2)'],
  ['00 4d 52 4d', 'a camera raw file (MRW)'],
  ['FOVb', 'a camera raw file (X3F)'],
  ['8a 4d 4e 47', 'an MNG animation'],
  ['8b 4a 4e 47', 'a JNG picture'],
  ['qoif', 'a QOI picture'],
  ['FLIF', 'a FLIF picture'],
  ['42 50 47 fb', 'a BPG picture'],
  ['DDS ', 'a DirectDraw texture (DDS)'],
  ['ab 4b 54 58', 'a Khronos texture (KTX)'],
  ['gimp xcf', 'a GIMP document (XCF)'],
  ['AT&TFORM', 'a DjVu document'],
  ['d7 cd c6 9a', 'a Windows metafile (WMF)'],
  [' EMF', 'a Windows metafile (EMF)', 40],
  ['SIMPLE  =', 'a FITS picture'],
  ['59 a6 6a 95', 'a Sun raster picture'],
  ['01 da 00', 'an SGI picture'],
  ['01 da 01', 'an SGI picture'],
  ['PF', 'a PFM picture'],
  ['Pf', 'a PFM picture'],
];

const OTHERS: readonly [signature: string, name: string, at?: number][] = [
  ['50 4b 03 04', 'a ZIP archive or Office document'],
  ['50 4b 05 06', 'an empty ZIP archive'],
  ['1f 8b', 'compressed by gzip'],
  ['37 7a bc af 27 1c', 'a 7-Zip archive'],
  ['Rar!', 'a RAR archive'],
  ['BZh', 'compressed by bzip2'],
  ['fd 37 7a 58 5a', 'compressed by xz'],
  ['28 b5 2f fd', 'compressed by Zstandard'],
  ['ustar', 'a tar archive', 257],
  ['7f 45 4c 46', 'a program'],
  ['MZ', 'a Windows program'],
  ['cf fa ed fe', 'a program'],
  ['ca fe ba be', 'a program'],
  ['1a 45 df a3', 'a Matroska or WebM video'],
  ['moov', 'a QuickTime video', 4],
  ['mdat', 'a QuickTime video', 4],
  ['wide', 'a QuickTime video', 4],
  ['AVI ', 'an AVI video', 8],
  ['WAVE', 'a WAV recording', 8],
  ['FLV', 'a Flash video'],
  ['FWS', 'a Flash file'],
  ['CWS', 'a Flash file'],
  ['00 00 01 ba', 'an MPEG video'],
  ['00 00 01 b3', 'an MPEG video'],
  ['OggS', 'an Ogg recording'],
  ['fLaC', 'a FLAC recording'],
  ['ID3', 'an MP3 recording'],
  ['SQLite format 3', 'an SQLite database'],
  ['d0 cf 11 e0 a1 b1 1a e1', 'an Office document'],
  ['wOFF', 'a font'],
  ['wOF2', 'a font'],
];

/** The rejection of a file with a known foreign signature; undefined if there is none. */
export function foreign(bytes: Uint8Array): Rejection | undefined {
  const found = (list: typeof PICTURES) => list.find(([signature, , at]) => startsWith(bytes, signature, at))?.[1];
  const picture = found(PICTURES);
  if (picture !== undefined) return unsupported(picture);
  const other = found(OTHERS);
  return other === undefined ? undefined : notAnImage(other);
}
