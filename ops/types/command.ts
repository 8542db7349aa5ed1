import { Command } from 'commander';

import { type Presets } from '../../handler/src/presets.ts';
import { type StackOptions, stackOptions } from '../options.ts';

/** TypeScript for the presets of a stack, so that a front end that asks for one that it does not have does not compile. */
export function typesText(stack: string, presets: Presets, version: string | undefined): string {
  const entries = Object.entries(presets).map(([name, { width, height, fit, formats, make }]) => {
    const list = formats.map((format) => JSON.stringify(format)).join(', ');
    return `  ${JSON.stringify(name)}: { width: ${width ?? 'null'}, height: ${height ?? 'null'}, fit: ${JSON.stringify(fit)}, formats: [${list}], make: ${JSON.stringify(make)} },`;
  });
  return [
    `// The presets of the stack ${stack}, by \`darkroom types\`, version ${version ?? 'unknown'}. Run it again when they change.`,
    'export const presets = {',
    ...entries,
    '} as const;',
    '',
    'export type Preset = keyof typeof presets;',
    '/** The formats that a preset can be asked for by name: `<preset>@<format>`. */',
    "export type Format<P extends Preset = Preset> = (typeof presets)[P]['formats'][number];",
    "/** The first segment of an image's URL. */",
    'export type Segment = { [P in Preset]: P | `${P}@${Format<P>}` }[Preset];',
    '',
  ].join('\n');
}

export const typesCommand = (): Command =>
  stackOptions(new Command('types'))
    .description("Prints TypeScript for the stack's presets: their names, sizes and formats.")
    .action(async (options: StackOptions) => {
      const { withStack } = await import('../with-stack.ts');
      const { name, presets, version } = await withStack(options, ({ stack: { name: of, config, version: is } }) =>
        Promise.resolve({ name: of, presets: config.presets, version: is }),
      );
      if (options.json) console.log(JSON.stringify({ stack: name, version: version ?? null, presets }, null, 2));
      else process.stdout.write(typesText(name, presets, version));
    });
