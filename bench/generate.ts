import sharp from 'sharp';

/** A small pseudo-random byte generator (mulberry32): the same seed gives the same photo everywhere. */
function randomBytes(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) & 255;
  });
}

/** One octave of noise: random points this many pixels apart, joined smoothly. */
async function octave(width: number, height: number, distance: number, seed: number): Promise<Uint8Array> {
  const columns = Math.ceil(width / distance) + 1;
  const rows = Math.ceil(height / distance) + 1;
  const points = sharp(randomBytes(columns * rows, seed), { raw: { width: columns, height: rows, channels: 1 } });
  return points.resize(width, height, { fit: 'fill', kernel: 'cubic' }).extractChannel(0).raw().toBuffer();
}

/** Sum of octaves whose amplitudes fall with frequency, as in natural images; about -0.5 to 0.5. */
async function texture(
  width: number,
  height: number,
  distances: readonly number[],
  seed: number,
): Promise<Float32Array> {
  const sum = new Float32Array(width * height);
  const longest = Math.max(...distances);
  for (const [index, distance] of distances.entries()) {
    const noise = await octave(width, height, distance, seed + index);
    const amplitude = 0.5 * (distance / longest) ** 0.4;
    for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] ?? 0) + amplitude * ((noise[i] ?? 0) / 255 - 0.5);
  }
  return sum;
}

/** Objects with edges in front of the texture: discs of random size, position and brightness. */
function addDiscs(luma: Float32Array, width: number, height: number, seed: number): void {
  const random = randomBytes(4 * 60, seed);
  for (let disc = 0; disc < 60; disc += 1) {
    const [x = 0, y = 0, size = 0, light = 0] = random.subarray(4 * disc, 4 * disc + 4);
    const radius = (height / 400) * (4 + size / 8);
    const centre = { x: (x / 255) * width, y: (y / 255) * height };
    for (let row = Math.max(0, Math.ceil(centre.y - radius)); row < Math.min(height, centre.y + radius); row += 1) {
      const half = Math.sqrt(Math.max(0, radius ** 2 - (row - centre.y) ** 2));
      for (
        let column = Math.max(0, Math.ceil(centre.x - half));
        column < Math.min(width, centre.x + half);
        column += 1
      ) {
        const i = row * width + column;
        luma[i] = (luma[i] ?? 0) * 0.6 + (light / 255 - 0.5) * 0.6;
      }
    }
  }
}

/**
 * A photo-like JPEG of exactly this size in pixels: texture at every scale, edges, slowly varying colour, sensor
 * noise; baseline 4:2:0 at quality 90, which gives about 0.3 bytes per pixel, as cameras do.
 */
export async function generatePhoto(width: number, height: number): Promise<Uint8Array> {
  const luma = await texture(width, height, [512, 256, 128, 64, 32, 16, 8, 4, 2], 1);
  addDiscs(luma, width, height, 100);
  const warm = await texture(width, height, [512, 128], 200);
  const green = await texture(width, height, [256, 64], 300);
  const sensor = randomBytes(width * height, 400);
  const pixels = new Uint8ClampedArray(3 * width * height);
  for (let i = 0; i < luma.length; i += 1) {
    const light = 118 + 150 * (luma[i] ?? 0) + ((sensor[i] ?? 0) - 128) / 12;
    const red = 60 * (warm[i] ?? 0);
    pixels[3 * i] = light + red;
    pixels[3 * i + 1] = light + 40 * (green[i] ?? 0);
    pixels[3 * i + 2] = light - red;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}
