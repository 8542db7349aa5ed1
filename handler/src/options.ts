import * as z from 'zod/mini';

import { NEGOTIATED_FORMATS, type NegotiatedFormat, type OutputFormat } from './formats.ts';

/*
 * Every option of a preset that the functions know, once: its values and default, what it means, and how a signed
 * transform spells it. Presets and their defaults (presets.ts), transforms (transforms.ts), what the viewer function
 * accepts (transform-grammar.ts) and the tables in the documentation (scripts/options) are derived from it; tests compare
 * the Terraform module's variable and the example for CDKTF with it.
 */

/** Largest width or height, in pixels, of any preset or transform: the maximum of WebP. */
export const MAX_DIMENSION = 16_383;

/** How a signed transform spells an option: `<name>_<text>`. A default is never spelt, so each value has one text. */
export interface Spelling {
  readonly name: string;
  /** Source of a regular expression for the texts of all values but the default; without capturing groups. */
  readonly pattern: string;
  /** The texts, for readers. */
  readonly values: string;
  readonly read: (text: string) => unknown;
  /** The text of a value other than the default. */
  readonly write: (value: never) => string;
}

interface Option {
  /** A value that was left out is the default. */
  readonly schema: z.ZodMiniDefault;
  /** For the documentation, in Markdown. */
  readonly values: string;
  readonly meaning: string;
  /** Null for what a signed transform spells in its own way, or leaves to its signer. */
  readonly spelling: Spelling | null;
}

const dimension = z.nullable(z.int().check(z.minimum(1), z.maximum(MAX_DIMENSION)));
const quality = z.int().check(z.minimum(1), z.maximum(100));
const qualities = Object.fromEntries(NEGOTIATED_FORMATS.map((format) => [format, z.optional(quality)])) as Record<
  NegotiatedFormat,
  z.ZodMiniOptional<typeof quality>
>;
const plainQualities = {
  jpeg: z.optional(z._default(quality, 80)),
  png: z.optional(quality),
} satisfies Record<Exclude<OutputFormat, NegotiatedFormat>, unknown>;

/** What an encoder spends on fewer bytes: image/encode/efforts.ts. */
const EFFORTS = ['balanced', 'small', 'fast'] as const;
const FITS = ['cover', 'contain', 'inside', 'outside', 'fill'] as const;
const POSITIONS = [
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

const SHARPENINGS = ['none', 'light', 'strong'] as const;
const BACKDROPS: readonly string[] = ['blur', 'dominant'];

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
const pixels = (name: string): Spelling => ({
  name,
  pattern: String.raw`[1-9]\d{0,4}`,
  values: 'pixels, up to the stack’s `transforms.max_dimension`',
  read: Number,
  write: String,
});
const words = (name: string, all: readonly string[]): Spelling => {
  const texts = all.map((word) => word.replace(' ', '-'));
  return {
    name,
    pattern: texts.join('|'),
    values: code(texts),
    read: (text) => text.replace('-', ' '),
    write: (word: string) => word.replace(' ', '-'),
  };
};
const flag = (name: string): Spelling => ({
  name,
  pattern: '1',
  values: '`1`',
  read: () => true,
  write: () => '1',
});

/** In the order in which a transform spells them. */
export const OPTIONS = {
  width: {
    schema: z._default(dimension, null),
    values: 'pixels',
    meaning: 'if width or height is omitted, it follows from the aspect ratio; one of the two is required',
    spelling: pixels('w'),
  },
  height: {
    schema: z._default(dimension, null),
    values: 'pixels',
    meaning: 'likewise',
    spelling: pixels('h'),
  },
  fit: {
    schema: z._default(z.enum(FITS), 'cover'),
    values: code(FITS),
    meaning:
      '`cover` crops, `contain` pads with `background`, `inside` and `outside` keep the whole picture, `fill` stretches',
    // With both a width and a height, it is always spelt.
    spelling: words('fit', FITS),
  },
  position: {
    schema: z._default(z.enum(POSITIONS), 'centre'),
    values: code(POSITIONS),
    meaning:
      'the part that `cover` keeps, and where `contain` puts the picture; `focal` is around the original’s focal point, or `attention` where it has none',
    spelling: words('pos', POSITIONS.slice(1)),
  },
  background: {
    schema: z._default(z.string().check(z.regex(/^(#[0-9a-fA-F]{6}|blur|dominant)$/)), '#ffffff'),
    values: '`#rrggbb`, `blur`, `dominant`',
    meaning:
      'what `contain` pads with, and the colour behind transparent pixels in a JPEG: a colour, the picture’s most frequent one, or the picture itself, blurred',
    spelling: {
      name: 'bg',
      pattern: String.raw`(?!f{6})[\da-f]{6}|blur|dominant`,
      values: 'six lower-case hexadecimal digits, `blur`, `dominant`',
      read: (text) => (BACKDROPS.includes(text) ? text : `#${text}`),
      write: (background: string) => background.replace('#', '').toLowerCase(),
    },
  },
  corners: {
    schema: z._default(z.int().check(z.minimum(0), z.maximum(MAX_DIMENSION)), 0),
    values: 'pixels',
    meaning:
      'radius of rounded corners, transparent except in a JPEG, where `background` fills them; half of the shorter side, or anything more, makes a square a circle',
    spelling: { ...pixels('round'), values: 'pixels' },
  },
  sharpen: {
    schema: z._default(z.enum(SHARPENINGS), 'none'),
    values: code(SHARPENINGS),
    meaning:
      'edges 3 to 18 % steeper for 1 to 8 % more bytes, or 11 to 39 % for 7 to 20 %; flat areas stay as they are',
    spelling: words('sharpen', SHARPENINGS.slice(1)),
  },
  grayscale: {
    schema: z._default(z.boolean(), false),
    values: '`true`, `false`',
    meaning: 'whether colours become greys of the same luminance',
    spelling: flag('gray'),
  },
  enlarge: {
    schema: z._default(z.boolean(), false),
    values: '`true`, `false`',
    meaning: 'whether pictures smaller than the preset are scaled up',
    spelling: flag('enlarge'),
  },
  animated: {
    schema: z._default(z.boolean(), false),
    values: '`true`, `false`',
    meaning: 'whether animations stay animated',
    spelling: flag('anim'),
  },
  formats: {
    // In alphabetical order, as in the digest.
    schema: z._default(z.array(z.enum(NEGOTIATED_FORMATS)), ['avif', 'webp']),
    values: code(NEGOTIATED_FORMATS),
    meaning: 'formats made in addition to the plain variant, for browsers that accept them',
    spelling: null,
  },
  quality: {
    schema: z._default(z.strictObject({ ...plainQualities, ...qualities }), { jpeg: 80 }),
    values: '1 to 100 for `jpeg`, `png`, `webp`, `avif`',
    meaning: 'where it is omitted, except for JPEG, the quality that was measured to suit the format',
    spelling: null,
  },
  make: {
    schema: z._default(z.enum(['upload', 'request']), 'upload'),
    values: '`upload`, `request`',
    meaning: '`request` makes each variant on its first request',
    spelling: null,
  },
  deferred: {
    schema: z._default(z.array(z.enum(NEGOTIATED_FORMATS)), []),
    values: code(NEGOTIATED_FORMATS),
    meaning: 'formats that are made on their first request although the rest is made at upload',
    spelling: null,
  },
  effort: {
    schema: z._default(z.enum(EFFORTS), 'balanced'),
    values: code(EFFORTS),
    meaning: '`small` spends more computing on fewer bytes, `fast` the reverse, at the same quality',
    spelling: null,
  },
} satisfies Record<string, Option>;

export type OptionName = keyof typeof OPTIONS;

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
