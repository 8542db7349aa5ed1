/**
 * Paints the demo's sample photos. They are committed; run it again only to change them:
 *
 *   node local/photos/generate.ts
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';

import { balloon } from './balloon.ts';
import { hash } from './noise.ts';
import { dunes, mountains, type Scene, sea } from './scenes.ts';

const FOLDER = path.join(import.meta.dirname, 'samples');

function paint(scene: Scene, width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const colour = scene(column / height, row / height);
      const grain = (hash(column, row, 999) - 0.5) * 0.03;
      for (const [channel, value] of colour.entries()) {
        pixels[(row * width + column) * 3 + channel] = Math.round(Math.min(1, Math.max(0, value + grain)) * 255);
      }
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

const camera = { quality: 88, chromaSubsampling: '4:2:0' };

await paint(mountains, 1800, 1200).jpeg(camera).toFile(path.join(FOLDER, 'mountains.jpg'));
await paint(dunes, 1600, 1067).jpeg(camera).toFile(path.join(FOLDER, 'dunes.jpg'));

// As a phone held upright stores it: rotated, with an EXIF orientation and a GPS position.
const upright = await paint(sea, 1200, 1600).png().toBuffer();
await sharp(upright)
  .rotate(270)
  .jpeg(camera)
  .withExif({
    IFD0: { Make: 'Darkroom', Model: 'Sample' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '54/1 10/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 53/1 0/1' },
  })
  .withMetadata({ orientation: 6 })
  .toFile(path.join(FOLDER, 'sea.jpg'));

await sharp(Buffer.from(balloon(960, 1200)))
  .png()
  .toFile(path.join(FOLDER, 'balloon.png'));
await writeFile(path.join(FOLDER, 'not-a-photo.jpg'), 'This is a sentence that somebody called a photograph.\n');
