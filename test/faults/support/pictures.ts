import sharp from 'sharp';

import { seededRandom } from './seeded-random.ts';

/** A small image in one of the formats, unique to its seed. */
async function picture(number: number): Promise<Buffer> {
  const roll = seededRandom('picture', number);
  const [width, height] = [64 + Math.floor(roll() * 260), 64 + Math.floor(roll() * 200)];
  const channels = number % 3 === 0 ? 4 : 3;
  const pixels = Buffer.alloc(width * height * channels);
  const waves = [1, 2, 3, 4].map(() => 4 + roll() * 40);
  for (let at = 0; at < pixels.length; at++) {
    const place = Math.floor(at / channels);
    const wave = Math.sin((place % width) / (waves[at % channels] ?? 1)) + Math.cos(place / width / (waves[0] ?? 1));
    pixels[at] = 128 + wave * 55 + roll() * 8;
  }
  const image = sharp(pixels, { raw: { width, height, channels } });
  const formats = [
    () => image.jpeg({ quality: 85 }),
    () => image.png(),
    () => image.webp(),
    () => image.gif(),
    () => image.tiff({ compression: 'lzw' }),
    () => image.jpeg({ progressive: true }),
  ];
  return (formats[number % formats.length] ?? image.png)().toBuffer();
}

const GOOD = 18;

/** Images to upload: mostly valid, in all formats, and some that are rejected. The same in every run. */
export async function pictures(): Promise<Buffer[]> {
  const good = await Promise.all(Array.from({ length: GOOD }, (_, number) => picture(number)));
  const [first = Buffer.of(), second = Buffer.of()] = good;
  const bad = [
    first.subarray(0, first.length / 2),
    second.subarray(0, second.length / 2),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    Buffer.from('This is not an image.'),
    Buffer.of(),
  ];
  return [...good, ...bad];
}
