import type { Spelling } from '../../handler/src/option-spellings.ts';
import { OPTIONS, PLANNED_OPTIONS } from '../../handler/src/options.ts';
import { PRESET_DEFAULTS } from '../../handler/src/presets.ts';
import { PARTS, SPELLINGS } from '../../handler/src/transform-grammar.ts';

const NO_DEFAULT = ['width', 'height'];

/** The options of presets, as a table in Markdown. */
export function optionsTable(): string {
  return table(
    ['option', 'values', 'default', 'meaning'],
    [
      ...Object.entries(OPTIONS).map(([name, { values, meaning }]) => [
        name,
        values,
        NO_DEFAULT.includes(name) ? '' : `\`${hcl(PRESET_DEFAULTS[name as keyof typeof OPTIONS])}\``,
        meaning,
      ]),
      ...Object.entries(PLANNED_OPTIONS).map(([name, { values, standard, meaning }]) => [
        name,
        values,
        standard === null ? '' : `\`${standard}\``,
        meaning,
      ]),
    ].map(([name = '', ...rest]) => [`\`${name}\``, ...rest]),
  );
}

/** What a signed transform spells, as a table in Markdown. */
export function spellingsTable(): string {
  const omitted: Partial<Record<string, string>> = {
    width: 'follows from the aspect ratio; one of the two is required',
    height: 'likewise',
    fit: 'omitted with only `w` or `h`, required with both',
    format: 'the plain variant: the original’s own web format',
    quality: 'the measured default',
  };
  const defaults: Record<string, unknown> = PRESET_DEFAULTS;
  return table(
    ['part', 'option', 'values', 'if omitted'],
    PARTS.map((part) => {
      const { name, values }: Spelling = SPELLINGS[part];
      return [`\`${name}_<…>\``, part, values, omitted[part] ?? `\`${hcl(defaults[part])}\``];
    }),
  );
}

/** The text with what stands between the markers of this name replaced. @throws Error if it has no such markers */
export function between(text: string, name: string, content: string): string {
  const begin = `<!-- ${name}: made by \`npm run docs\` from handler/src/options.ts -->`;
  const end = `<!-- end of ${name} -->`;
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`There are no lines "${begin}" and "${end}"`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

const hcl = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(hcl).join(', ')}]`
    : typeof value === 'object' && value !== null
      ? `{ ${Object.entries(value)
          .map(([key, each]) => `${key} = ${hcl(each)}`)
          .join(', ')} }`
      : JSON.stringify(value);
