import { NEGOTIATED_FORMATS } from './formats.ts';
import type { Spelling } from './option-spellings.ts';
import { type OptionName, OPTIONS } from './options.ts';

/** What a transform says of its output, after the options: in place of `formats` and `quality`, one of each. */
const OUTPUT = {
  format: {
    name: 'f',
    pattern: NEGOTIATED_FORMATS.join('|'),
    values: `${NEGOTIATED_FORMATS.map((format) => `\`${format}\``).join(', ')}, if the stack’s \`transforms.formats\` allows them`,
    type: 'word',
    words: NEGOTIATED_FORMATS,
    read: (text) => text,
    write: (format: string) => format,
  },
  quality: {
    name: 'q',
    pattern: String.raw`[1-9]\d?|100`,
    values: '1 to 100, of that format',
    type: 'number',
    words: [],
    read: Number,
    write: String,
  },
} as const satisfies Record<string, Spelling>;

/** The options that transforms and presets have in common. */
export type SpelledOption = {
  [Name in OptionName]: (typeof OPTIONS)[Name]['spelling'] extends null ? never : Name;
}[OptionName];

export type Part = SpelledOption | keyof typeof OUTPUT;

/** How each part of a transform is spelt, in their order. */
export const SPELLINGS = Object.fromEntries([
  ...Object.entries(OPTIONS).flatMap(([name, { spelling }]) => (spelling === null ? [] : [[name, spelling]])),
  ...Object.entries(OUTPUT),
]) as Record<Part, Spelling>;

export const PARTS = Object.keys(SPELLINGS) as readonly Part[];

/** The fits for which a position can be chosen. */
export const POSITIONED = ['cover', 'contain'];

const spelt = (part: Part, pattern = SPELLINGS[part].pattern): string => `${SPELLINGS[part].name}_(?:${pattern})`;
const optional = (part: Part): string => `(?:,${spelt(part)})?`;

/**
 * Every canonical transform and no other text, but for the stack's bounds: a width, a height, or both with a fit; a
 * position only where one is used; then the others in their order, none at its default. The viewer function has this
 * expression instead of the table, which would take too many of its 10 KB.
 */
export const CANONICAL = canonical();

function canonical(): RegExp {
  const others = SPELLINGS.fit.pattern.split('|').filter((fit) => !POSITIONED.includes(fit));
  const fit = spelt('fit', `(?:${POSITIONED.join('|')})${optional('position')}|${others.join('|')}`);
  const size = `(?:${spelt('width')}(?:,${spelt('height')},${fit})?|${spelt('height')})`;
  const rest = PARTS.filter((part) => !['width', 'height', 'fit', 'position'].includes(part)).map(optional);
  return new RegExp(`^${size}${rest.join('')}$`);
}
