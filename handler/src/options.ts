import { NEGOTIATED_FORMATS, type NegotiatedFormat } from './formats.ts';
import { code, flag, kept, pixels, type Spelling, words } from './option-spellings.ts';
import type { Preset } from './presets.ts';

/*
 * Every option of a preset that the functions know, once: its values and default, what it means, and how a signed
 * transform spells it. Presets and their defaults (presets.ts), transforms (transforms.ts), what the viewer function
 * accepts (transform-grammar.ts) and the tables in the documentation (scripts/options) are derived from it; tests compare
 * the Terraform module's variable and the example for CDKTF with it.
 */

/** Largest width or height, in pixels, of any preset or transform: the maximum of WebP. */
export const MAX_DIMENSION = 16_383;

interface Option {
  /** A value that is left out is this one. */
  readonly standard: unknown;
  /** For the documentation, in Markdown. */
  readonly values: string;
  readonly meaning: string;
  /** Null for what a signed transform spells in its own way, or leaves to its signer. */
  readonly spelling: Spelling | null;
}

/** What an encoder spends on fewer bytes: image/encode/efforts.ts. */
export const EFFORTS = ['balanced', 'small', 'fast'] as const;
export const FITS = ['cover', 'contain', 'inside', 'outside', 'fill'] as const;
export const POSITIONS = [
  'centre',
  'top',
  'right top',
  'right',
  'right bottom',
  'bottom',
  'left bottom',
  'left',
  'left top',
  'entropy',
  'attention',
  'focal',
] as const;

export const SHARPENINGS = ['none', 'light', 'strong'] as const;
const BACKDROPS: readonly string[] = ['blur', 'dominant'];

export const MAKES = ['upload', 'request'] as const;

/** Without capturing groups, like the patterns of spellings. */
export const BACKGROUND = /^(#[0-9a-fA-F]{6}|blur|dominant)$/;

/** In the order in which a transform spells them. */
export const OPTIONS = {
  width: {
    standard: null,
    values: 'pixels',
    meaning: 'if width or height is omitted, it follows from the aspect ratio; one of the two is required',
    spelling: pixels('w'),
  },
  height: {
    standard: null,
    values: 'pixels',
    meaning: 'likewise',
    spelling: pixels('h'),
  },
  fit: {
    standard: 'cover' as const,
    values: code(FITS),
    meaning:
      '`cover` crops, `contain` pads with `background`, `inside` and `outside` keep the whole picture, `fill` stretches',
    // With both a width and a height, it is always spelt.
    spelling: words('fit', FITS),
  },
  position: {
    standard: 'centre' as const,
    values: code(POSITIONS),
    meaning:
      'the part that `cover` keeps, and where `contain` puts the picture; `focal` is around the original’s focal point, or `attention` where it has none',
    spelling: words('pos', POSITIONS.slice(1)),
  },
  background: {
    standard: '#ffffff',
    values: '`#rrggbb`, `blur`, `dominant`',
    meaning:
      'what `contain` pads with, and the colour behind transparent pixels in a JPEG: a colour, the picture’s most frequent one, or the picture itself, blurred',
    spelling: {
      name: 'bg',
      pattern: String.raw`(?!f{6})[\da-f]{6}|blur|dominant`,
      values: 'six lower-case hexadecimal digits, `blur`, `dominant`',
      type: 'text',
      words: BACKDROPS,
      read: (text) => (BACKDROPS.includes(text) ? text : `#${text}`),
      write: (background: string) => background.replace('#', '').toLowerCase(),
    },
  },
  corners: {
    standard: 0,
    values: 'pixels',
    meaning:
      'radius of rounded corners, transparent except in a JPEG, where `background` fills them; half of the shorter side, or anything more, makes a square a circle',
    spelling: { ...pixels('round'), values: 'pixels' },
  },
  sharpen: {
    standard: 'none' as const,
    values: code(SHARPENINGS),
    meaning:
      'edges 3 to 18 % steeper for 1 to 8 % more bytes, or 11 to 39 % for 7 to 20 %; flat areas stay as they are',
    spelling: words('sharpen', SHARPENINGS.slice(1)),
  },
  grayscale: {
    standard: false,
    values: '`true`, `false`',
    meaning: 'whether colours become greys of the same luminance',
    spelling: flag('gray'),
  },
  overlay: {
    standard: null,
    values: 'a name of `overlays`',
    meaning: 'the watermark or badge that is laid on the picture',
    spelling: {
      name: 'overlay',
      pattern: `[a-z0-9][a-z0-9-]{0,31}`,
      values: 'a name of `overlays`',
      type: 'text',
      words: [],
      read: (text) => text,
      write: (overlay: string) => overlay,
    },
  },
  copyright: {
    standard: null,
    values: '`keep`, or a text',
    meaning: 'the copyright notice in a variant’s metadata: the original’s, or this text; none if omitted',
    spelling: kept('copyright'),
  },
  credit: {
    standard: null,
    values: '`keep`, or a text',
    meaning: 'likewise the credit line',
    spelling: kept('credit'),
  },
  enlarge: {
    standard: false,
    values: '`true`, `false`',
    meaning: 'whether pictures smaller than the preset are scaled up',
    spelling: flag('enlarge'),
  },
  animated: {
    standard: false,
    values: '`true`, `false`',
    meaning: 'whether animations stay animated',
    spelling: flag('anim'),
  },
  formats: {
    // In alphabetical order, as in the digest.
    standard: ['avif', 'webp'] as NegotiatedFormat[],
    values: code(NEGOTIATED_FORMATS),
    meaning: 'formats made in addition to the plain variant, for browsers that accept them',
    spelling: null,
  },
  quality: {
    standard: { jpeg: 80 },
    values: '1 to 100 for `jpeg`, `png`, `webp`, `avif`',
    meaning: 'where it is omitted, except for JPEG, the quality that was measured to suit the format',
    spelling: null,
  },
  make: {
    standard: 'upload' as const,
    values: '`upload`, `request`',
    meaning: '`request` makes each variant on its first request',
    spelling: null,
  },
  deferred: {
    standard: [] as NegotiatedFormat[],
    values: code(NEGOTIATED_FORMATS),
    meaning: 'formats that are made on their first request although the rest is made at upload',
    spelling: null,
  },
  effort: {
    standard: 'balanced' as const,
    values: code(EFFORTS),
    meaning: '`small` spends more computing on fewer bytes, `fast` the reverse, at the same quality',
    spelling: null,
  },
} satisfies Record<string, Option>;

export type OptionName = keyof typeof OPTIONS;

/** Defaults of options that a preset omits. The variable `presets` of the Terraform module has the same. */
export const PRESET_DEFAULTS = Object.fromEntries(
  Object.entries(OPTIONS).map(([name, { standard }]) => [name, standard]),
) as unknown as Preset;

/** Options that Terraform resolves, or that only the CDN knows: the functions have none of them. */
export const PLANNED_OPTIONS: Readonly<
  Record<string, { readonly values: string; readonly standard: string | null; readonly meaning: string }>
> = {
  ratio: {
    values: '`"16:9"`',
    standard: null,
    meaning: 'width to height, in place of one of the two',
  },
  dpr: {
    values: 'numbers from 1 to 4',
    standard: '[1]',
    meaning: 'pixel densities: `dpr = [1, 2]` makes `card` and, twice as large, `card-2x`, a preset like any other',
  },
  aliases: {
    values: 'names',
    standard: '[]',
    meaning: 'other names in URLs, such as the preset’s former one: nothing is stored twice',
  },
};
