import sharp, { type Sharp } from 'sharp';

/**
 * A photo-like image: a gradient with texture, deterministic, and different for each seed.
 * Its upper left quarter is red, so that a test can check its orientation.
 */
export function picture(width: number, height: number, seed = 1): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  let random = seed * 2654435761;
  for (let index = 0; index < width * height; index++) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    const [x, y] = [index % width, Math.floor(index / width)];
    const corner = x < width / 2 && y < height / 2;
    const texture = random >>> 28;
    pixels[index * 3] = corner ? 230 : 60 + texture;
    pixels[index * 3 + 1] = corner ? 30 : Math.round((x / width) * 160) + texture;
    pixels[index * 3 + 2] = corner ? 30 : Math.round((y / height) * 160) + texture;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** As a JPEG. */
export async function photograph(width: number, height: number, seed = 1): Promise<Buffer> {
  return picture(width, height, seed).jpeg({ quality: 85 }).toBuffer();
}
