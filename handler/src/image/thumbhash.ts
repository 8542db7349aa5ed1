/** Half waves that are kept of a picture's light, along its longer side; fewer where its opacity is kept too. */
const LIGHT = { opaque: 7, transparent: 5 };

/** Half waves of each colour in both directions, and the least of light. */
const COLOUR = 3;

const OPACITY = 5;

/**
 * The thumbhash of a small picture: the first waves of its light, colours and opacity, in about 25 bytes
 * (https://evanw.github.io/thumbhash).
 *
 * These are the bytes that the package `thumbhash` makes, which decodes them in browsers and in our tests. Its encoder
 * makes its functions anew at every call, so V8 loses what it has compiled of them at every full collection, of which
 * there is one every few photographs, and compiling them again takes 25 ms of a vCPU. Summed by rows and then by columns,
 * there is a quarter of the work, too.
 *
 * @param rgba not premultiplied
 */
export function thumbhashOf(width: number, height: number, rgba: Uint8Array): Uint8Array {
  const planes = planesOf(rgba);
  const isTransparent = planes.opacity.some((opacity) => opacity < 1);
  const most = isTransparent ? LIGHT.transparent : LIGHT.opaque;
  const kept = (side: number): number => Math.max(1, Math.round((most * side) / Math.max(width, height)));
  const [across, down] = [kept(width), kept(height)];
  const waves = (plane: Float64Array, x: number, y: number): Waves => wavesOf(plane, width, height, x, y);

  const light = waves(planes.light, Math.max(COLOUR, across), Math.max(COLOUR, down));
  const yellow = waves(planes.yellow, COLOUR, COLOUR);
  const red = waves(planes.red, COLOUR, COLOUR);
  const opacity = isTransparent ? [waves(planes.opacity, OPACITY, OPACITY)] : [];
  const isLandscape = width > height;
  return packed([
    [63 * light.mean, 6],
    [31.5 + 31.5 * yellow.mean, 6],
    [31.5 + 31.5 * red.mean, 6],
    [31 * light.largest, 5],
    [Number(isTransparent), 1],
    [isLandscape ? down : across, 3],
    [63 * yellow.largest, 6],
    [63 * red.largest, 6],
    [Number(isLandscape), 1],
    ...opacity.flatMap(({ mean, largest }): Field[] => [
      [15 * mean, 4],
      [15 * largest, 4],
    ]),
    ...[light, yellow, red, ...opacity].flatMap(({ others }) => others.map((each): Field => [15 * each, 4])),
  ]);
}

/** Light, yellow against blue, red against green, and opacity, of each pixel over the average colour. */
function planesOf(rgba: Uint8Array): Record<'light' | 'yellow' | 'red' | 'opacity', Float64Array> {
  const average = averageOf(rgba);
  const plane = (): Float64Array => new Float64Array(rgba.length / 4);
  const [light, yellow, red, opacity] = [plane(), plane(), plane(), plane()];
  for (let at = 0, from = 0; from < rgba.length; at++, from += 4) {
    const visible = (rgba[from + 3] ?? 0) / 255;
    const r = average[0] * (1 - visible) + (visible / 255) * (rgba[from] ?? 0);
    const g = average[1] * (1 - visible) + (visible / 255) * (rgba[from + 1] ?? 0);
    const b = average[2] * (1 - visible) + (visible / 255) * (rgba[from + 2] ?? 0);
    light[at] = (r + g + b) / 3;
    yellow[at] = (r + g) / 2 - b;
    red[at] = r - g;
    opacity[at] = visible;
  }
  return { light, yellow, red, opacity };
}

/** Red, green and blue, 0 to 1, weighted by opacity; black where nothing is visible. */
function averageOf(rgba: Uint8Array): [number, number, number] {
  let [red, green, blue, visible] = [0, 0, 0, 0];
  for (let at = 0; at < rgba.length; at += 4) {
    const opacity = (rgba[at + 3] ?? 0) / 255;
    red += (opacity / 255) * (rgba[at] ?? 0);
    green += (opacity / 255) * (rgba[at + 1] ?? 0);
    blue += (opacity / 255) * (rgba[at + 2] ?? 0);
    visible += opacity;
  }
  return visible === 0 ? [0, 0, 0] : [red / visible, green / visible, blue / visible];
}

/** A plane as cosine waves. */
interface Waves {
  readonly mean: number;
  /** The largest amplitude of the others. */
  readonly largest: number;
  /** From 0 to 1, as shares of the largest around 0.5; long waves, of which more are kept, before short ones. */
  readonly others: readonly number[];
}

/** The waves of a plane, of which those that are short in both directions are left out. */
function wavesOf(plane: Float64Array, width: number, height: number, across: number, down: number): Waves {
  const amplitudes = transformed(transformed(plane, width, across), height, down);
  const others: number[] = [];
  for (let y = 0; y < down; y++) {
    for (let x = y === 0 ? 1 : 0; x * down < across * (down - y); x++) others.push(amplitudes[y * across + x] ?? 0);
  }
  const largest = Math.max(...others.map(Math.abs));
  const mean = amplitudes[0] ?? 0;
  return { mean, largest, others: others.map((each) => (largest === 0 ? 0 : 0.5 + (0.5 / largest) * each)) };
}

/**
 * The first cosine waves of each line of so many values (a DCT-II); transposed, so that a second one transforms columns.
 * Of arrays and numbers alone, whose shapes V8 never forgets, so that it compiles this once.
 */
function transformed(lines: Float64Array, length: number, waves: number): Float64Array {
  const count = lines.length / length;
  const amplitudes = new Float64Array(waves * count);
  const cosines = new Float64Array(length);
  for (let wave = 0, to = 0; wave < waves; wave++) {
    for (let at = 0; at < length; at++) cosines[at] = Math.cos((Math.PI / length) * wave * (at + 0.5)) / length;
    for (let from = 0; from < lines.length; to++) {
      let sum = 0;
      for (let at = 0; at < length; at++, from++) sum += (lines[from] ?? 0) * (cosines[at] ?? 0);
      amplitudes[to] = sum;
    }
  }
  return amplitudes;
}

/** A value, rounded, in so many bits. */
type Field = readonly [value: number, bits: number];

/** The lowest bits come first. */
function packed(fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(fields.reduce((sum, [, bits]) => sum + bits, 0) / 8));
  let at = 0;
  for (const [value, bits] of fields) {
    const rounded = Math.round(value);
    for (let bit = 0; bit < bits; bit++, at++) {
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (((rounded >> bit) & 1) << (at & 7));
    }
  }
  return bytes;
}
