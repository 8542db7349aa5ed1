import { join } from './bytes.ts';
import { gif, gifFrame } from './gif.ts';
import { segment, SOI } from './jpeg.ts';
import { chunk, END, header, pixels, PNG_SIGNATURE } from './png.ts';

const SCRIPT = '<script>alert(document.domain)</script>';

/** A JPEG that a MIME-sniffing browser could show as a page, from any part of it. */
export const jpegPage = (photo: Uint8Array): Buffer =>
  join(SOI, segment(0xfe, `<html><body>${SCRIPT}<!--`), photo.subarray(2), `-->${SCRIPT}</body></html>`);

/** A GIF that is also a script: its width reads as the start of a comment that ends after the image. */
export const gifScript = (): Buffer => join(gif(0x2a2f, 8, gifFrame(8, 8)), '*/=1;alert(document.domain);//');

/** A PNG with an archive appended, and another in a text chunk. */
export const pngArchive = (): Buffer => {
  const archive = join('PK\x05\x06', Buffer.alloc(18));
  return join(PNG_SIGNATURE, header(), chunk('tEXt', 'a\0', archive), pixels(), END, archive);
};
