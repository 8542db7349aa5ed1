/**
 * Makes the PNG of an overlay from an SVG, once, where a person can look at it: the functions read no SVG.
 *
 *   make overlay SVG=logo.svg PNG=logo.png WIDTH=1000
 */
import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';

import { MOST_MARK_PIXELS } from '../handler/src/image/limits-of-marks.ts';

const [svg, png, given] = process.argv.slice(2);
const width = Number(given);
if (svg === undefined || png === undefined || !Number.isInteger(width) || width < 1 || width > 4096) {
  throw new Error(
    `Received ${process.argv.slice(2).join(' ') || 'nothing'}: give an SVG, the PNG to make, and its width, 1 to 4096 pixels.`,
  );
}
const source = await readFile(svg);
const drawing = await sharp(source).metadata();
if (drawing.format !== 'svg') throw new Error(`${svg} is ${drawing.format}, not SVG: a PNG needs no rasterising.`);
// Drawn at the size that is wanted, not drawn at its own and enlarged. librsvg takes 1 to 100000 dots per inch, and 72 are 1 to 1.
const density = Math.min(100_000, Math.max(1, Math.ceil((72 * width) / drawing.width)));
const { data, info } = await sharp(source, { density })
  .resize({ width })
  .png({ compressionLevel: 9, palette: false })
  .toBuffer({ resolveWithObject: true });
if (info.width * info.height > MOST_MARK_PIXELS) {
  throw new Error(`${info.width} × ${info.height} are more than ${MOST_MARK_PIXELS} pixels: ask for a smaller width.`);
}
await writeFile(png, data);
console.log(`${png}  ${info.width} × ${info.height}, ${data.length} bytes`);
