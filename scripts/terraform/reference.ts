import type { Module, Output, Variable } from './module.ts';

/** A module and its title on the page. */
export interface Part {
  title: string;
  module: Module;
}

/** The reference page: every variable and output of every part, as Markdown. */
export function referencePage(parts: readonly Part[]): string {
  return [
    '# Reference',
    '<!-- Made by `npm run docs` from the *.tf files: change those. -->',
    'The module is what you use; the parts under `modules/` are what it is made of.',
    ...parts.flatMap(({ title, module }) => [
      `## ${title}`,
      ...section('Variables', [...module.variables.values()].sort(byName).map(variableText)),
      ...section('Outputs', [...module.outputs].sort(byName).map(outputLine)),
    ]),
  ].join('\n\n');
}

function section(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [`### ${title}`, entries.join(title === 'Outputs' ? '\n' : '\n\n')];
}

function variableText({ name, description, typeText, required, default: value }: Variable): string {
  return [
    `#### \`${name}\``,
    description,
    typeText.includes('\n') ? fenced('hcl', `type = ${typeText.replaceAll('\n  ', '\n')}`) : `Type: \`${typeText}\``,
    required ? 'Required.' : defaultText(value),
  ].join('\n\n');
}

function defaultText(value: unknown): string {
  const short = JSON.stringify(value);
  return short.length <= 100
    ? `Default: \`${short}\``
    : `Default:\n\n${fenced('json', JSON.stringify(value, null, 2))}`;
}

function outputLine({ name, description }: Output): string {
  return `- \`${name}\`: ${description.replaceAll('\n', ' ')}`;
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
