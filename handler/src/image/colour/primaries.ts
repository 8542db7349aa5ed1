/** Chromaticities x and y of red, green, blue and white. */
type Chromaticities = readonly [number, number, number, number, number, number, number, number];

const D65 = [0.3127, 0.329] as const;
const SRGB: Chromaticities = [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, ...D65];

/** ColourPrimaries of ITU-T H.273, table 2. 2 is unspecified, which browsers take for sRGB. */
const PRIMARIES = new Map<number, Chromaticities>([
  [1, SRGB],
  [2, SRGB],
  [4, [0.67, 0.33, 0.21, 0.71, 0.14, 0.08, 0.31, 0.316]],
  [5, [0.64, 0.33, 0.29, 0.6, 0.15, 0.06, ...D65]],
  [6, [0.63, 0.34, 0.31, 0.595, 0.155, 0.07, ...D65]],
  [7, [0.63, 0.34, 0.31, 0.595, 0.155, 0.07, ...D65]],
  [9, [0.708, 0.292, 0.17, 0.797, 0.131, 0.046, ...D65]],
  [11, [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.314, 0.351]],
  [12, [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, ...D65]],
  [22, [0.63, 0.34, 0.295, 0.605, 0.155, 0.077, ...D65]],
]);

/** A 3 × 3 matrix, row by row. */
export type Matrix = readonly number[];

export const hasPrimaries = (primaries: number): boolean => PRIMARIES.has(primaries);

/** From linear light in these primaries to linear light in sRGB's; white stays white. Undefined if nothing changes. */
export function toSrgbPrimaries(primaries: number): Matrix | undefined {
  const own = PRIMARIES.get(primaries) ?? SRGB;
  return own === SRGB ? undefined : product(inverse(toXyz(SRGB)), product(adaptation(own), toXyz(own)));
}

/** From linear red, green and blue to CIE XYZ, as far as white has a Y of 1 (SMPTE RP 177). */
function toXyz([xr, yr, xg, yg, xb, yb, xw, yw]: Chromaticities): Matrix {
  const columns = transposed([...xyz(xr, yr), ...xyz(xg, yg), ...xyz(xb, yb)]);
  const scale = apply(inverse(columns), xyz(xw, yw));
  return columns.map((value, at) => value * (scale[at % 3] ?? 0));
}

const xyz = (x: number, y: number): [number, number, number] => [x / y, 1, (1 - x - y) / y];

const BRADFORD: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];

/** Bradford's adaptation from another white to D65. */
function adaptation([, , , , , , x, y]: Chromaticities): Matrix {
  const [from, to] = [apply(BRADFORD, xyz(x, y)), apply(BRADFORD, xyz(...D65))];
  const scaled = BRADFORD.map((value, at) => {
    const row = Math.floor(at / 3);
    return (value * (to[row] ?? 0)) / (from[row] ?? 1);
  });
  return product(inverse(BRADFORD), scaled);
}

function apply(m: Matrix, vector: readonly number[]): number[] {
  return [0, 3, 6].map((row) => [0, 1, 2].reduce((sum, i) => sum + (m[row + i] ?? 0) * (vector[i] ?? 0), 0));
}

function product(a: Matrix, b: Matrix): Matrix {
  const columns = [0, 1, 2].map((column) => apply(a, [b[column] ?? 0, b[column + 3] ?? 0, b[column + 6] ?? 0]));
  return transposed(columns.flat());
}

function transposed(m: Matrix): Matrix {
  return [0, 3, 6, 1, 4, 7, 2, 5, 8].map((at) => m[at] ?? 0);
}

/** By cofactors. */
function inverse(m: Matrix): Matrix {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = m;
  const cofactors = [e * i - f * h, c * h - b * i, b * f - c * e];
  const rest = [f * g - d * i, a * i - c * g, c * d - a * f, d * h - e * g, b * g - a * h, a * e - b * d];
  const determinant = a * (e * i - f * h) + b * (f * g - d * i) + c * (d * h - e * g);
  return [...cofactors, ...rest].map((value) => value / determinant);
}
