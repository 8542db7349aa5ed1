import { unsupported } from '../reject.ts';

/** What a TIFF's first directory says about its samples, each tag with the default of TIFF 6.0. */
export interface Samples {
  readonly compression: number;
  readonly photometric: number | undefined;
  /** Samples per pixel, extra ones included. */
  readonly channels: number;
  /** Bits of each sample, as far as stated. */
  readonly bits: readonly number[];
  /** SampleFormat of each sample, as far as stated. */
  readonly formats: readonly number[];
  /** ExtraSamples: what each sample beyond the colours means. */
  readonly extras: readonly number[];
}

const OLD_JPEG = 6;
const JPEG = 7;
/** SampleFormat. */
const [SIGNED, FLOAT] = [2, 3];
/** PhotometricInterpretation. */
const [WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, MASK, CMYK, YCBCR] = [0, 1, 2, 3, 4, 5, 6];
const LOG_LUV = 32_845;

/** Colours per pixel, by PhotometricInterpretation; the decoder converts no others. */
const COLOURS = new Map([
  [WHITE_IS_ZERO, 1],
  [BLACK_IS_ZERO, 1],
  [RGB, 3],
  [PALETTE, 1],
  [CMYK, 4],
  [YCBCR, 3],
  [LOG_LUV, 3],
]);
const OTHERS = new Map([
  [MASK, 'a transparency mask'],
  [8, 'CIELAB colours'],
  [9, 'ICC L*a*b* colours'],
  [10, 'ITU L*a*b* colours'],
  [32_803, 'the raw samples of a sensor'],
  [32_844, 'the logarithm of its luminance (LogL)'],
  [34_892, 'the raw samples of a sensor'],
]);

const ADVICE = 'Save it as RGB or greyscale with 8 or 16 bits per channel';

/**
 * Refuses the kinds of TIFF that libvips (8.18) reads without an error, but wrongly, or calls damaged: there is nothing
 * to see in the one case, and nothing to mend in the other. Found by comparing the test pictures of libtiff, image-tiff
 * and Pillow with other decoders.
 *
 * @throws {Rejection} `unsupported_format`, with the name of the kind.
 */
export function checkKind(samples: Samples): void {
  const kind = unreadable(samples);
  if (kind !== undefined) throw unsupported(`a TIFF with ${kind}`, ADVICE);
}

/** The number of trailing samples, the first of which stands for neither colour nor transparency (ExtraSamples 0). */
export function idleSamples({ extras }: Samples): number {
  return extras[0] === 0 ? extras.length : 0;
}

function unreadable(samples: Samples): string | undefined {
  const { compression, photometric, channels, bits, formats, extras } = samples;
  if (compression === OLD_JPEG) return 'JPEG compression of the old style (withdrawn in 1995)';
  const strange = photometric === undefined ? undefined : OTHERS.get(photometric);
  if (strange !== undefined) return strange;
  if (photometric === YCBCR && compression !== JPEG) return 'YCbCr colours without JPEG compression';
  const colours = COLOURS.get(photometric ?? BLACK_IS_ZERO);
  if (colours !== undefined && channels - extras.length < colours) return `${channels} of its ${colours} channels`;
  // RGB with a fourth channel that is not declared has always been taken for alpha; all else is a stack of measurements.
  const undeclared = channels - extras.length - (colours ?? channels);
  if (undeclared > (photometric === RGB ? 1 : 0)) return `${undeclared} channels without a meaning`;
  return photometric === LOG_LUV ? undefined : unreadableNumbers(photometric, channels, bits, formats);
}

function unreadableNumbers(
  photometric: number | undefined,
  channels: number,
  bits: readonly number[],
  formats: readonly number[],
): string | undefined {
  const odd = bits.find((each) => each !== bits[0]);
  if (odd !== undefined) return `both ${bits[0] ?? 1} and ${odd} bits per channel`;
  const depth = bits[0] ?? 1;
  // Decoders disagree on which of them is black.
  if (formats.includes(SIGNED)) return `signed samples (${depth} bits)`;
  if (formats.includes(FLOAT)) {
    return photometric === RGB && depth === 32 ? undefined : `floating-point samples (${depth} bits) that are not RGB`;
  }
  if (formats.some((format) => format > 4)) return 'complex numbers';
  const readable = channels === 1 ? [1, 2, 4, 8, 16] : [8, 16];
  return readable.includes(depth) ? undefined : `${depth} bits per channel`;
}
