/** TransferCharacteristics of ITU-T H.273, table 3. */
export const PQ = 16;
export const HLG = 18;

/** The luminance of white in SDR, in cd/m² (ITU-R BT.2408, 2.2): what 1 stands for in linear light here. */
export const SDR_WHITE = 203;

/** The brightest that is expected of a picture that does not say so, and of every HLG picture, in cd/m². */
export const USUAL_PEAK = 1_000;

/** From a signal of 0 to 1 to linear light, in which white is 1. HLG still lacks its system gamma (see `toneMap`). */
type ToLinear = (signal: number) => number;

/** IEC 61966-2-1. */
const srgb: ToLinear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

/** SMPTE ST 2084, as in ITU-R BT.2100, table 4. */
const pq: ToLinear = (v) => {
  const power = v ** (1 / 78.84375);
  const light = (Math.max(0, power - 0.8359375) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125);
  return (light * 10_000) / SDR_WHITE;
};

/** The inverse OETF of ITU-R BT.2100, table 5: light of the scene, 0 to 1. */
const hlg: ToLinear = (v) => {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  return v <= 0.5 ? (v * v) / 3 : (Math.exp((v - c) / a) + b) / 12;
};

/**
 * The curves of BT.709, BT.601 and BT.2020 describe cameras; what they record is meant for displays like sRGB's, and
 * so do browsers treat it. 2 is unspecified.
 */
const LIKE_SRGB = [1, 2, 6, 7, 11, 12, 13, 14, 15];

const TRANSFERS = new Map<number, ToLinear>([
  ...LIKE_SRGB.map((code): [number, ToLinear] => [code, srgb]),
  [4, (v) => v ** 2.2],
  [5, (v) => v ** 2.8],
  [8, (v) => v],
  [PQ, pq],
  [HLG, hlg],
]);

export const hasTransfer = (transfer: number): boolean => TRANSFERS.has(transfer);

export const isLikeSrgb = (transfer: number): boolean => LIKE_SRGB.includes(transfer);

export function toLinear(transfer: number): ToLinear {
  return TRANSFERS.get(transfer) ?? srgb;
}

/** From linear light, 0 to 1, to sRGB. */
export function fromLinear(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}
