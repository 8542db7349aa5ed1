/** How a signed transform spells an option: `<name>_<text>`. A default is never spelt, so each value has one text. */
export interface Spelling {
  readonly name: string;
  /** Source of a regular expression for the texts of all values but the default; without capturing groups. */
  readonly pattern: string;
  /** The texts, for readers. */
  readonly values: string;
  /** What a value is, for forms: `word` is one of `words`; a `text` may be one of them. */
  readonly type: 'number' | 'flag' | 'word' | 'text';
  /** The values that are words, with or without the default. */
  readonly words: readonly string[];
  readonly read: (text: string) => unknown;
  /** The text of a value other than the default. */
  readonly write: (value: never) => string;
}

export const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
export const pixels = (name: string): Spelling => ({
  name,
  pattern: String.raw`[1-9]\d{0,4}`,
  values: 'pixels, up to the stack’s `transforms.max_dimension`',
  type: 'number',
  words: [],
  read: Number,
  write: String,
});
export const words = (name: string, all: readonly string[]): Spelling => {
  const texts = all.map((word) => word.replace(' ', '-'));
  return {
    name,
    pattern: texts.join('|'),
    values: code(texts),
    type: 'word',
    words: all,
    read: (text) => text.replace('-', ' '),
    write: (word: string) => word.replace(' ', '-'),
  };
};
export const flag = (name: string): Spelling => ({
  name,
  pattern: '1',
  values: '`1`',
  type: 'flag',
  words: [],
  read: () => true,
  write: () => '1',
});

/** The value of `copyright` or `credit` that stands for what the original says. */
export const KEEP = 'keep';

/** Of a copyright or credit, a transform spells only that it is kept: a text belongs to a preset. */
export const kept = (name: string): Spelling => ({
  name,
  pattern: KEEP,
  values: `\`${KEEP}\``,
  type: 'word',
  words: [KEEP],
  read: (text) => text,
  write: (text: string) => text,
});
