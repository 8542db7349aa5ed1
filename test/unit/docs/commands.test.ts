import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';

import { program } from '../../../ops/program.ts';

const PROJECT = path.resolve(import.meta.dirname, '../../..');
/** The READMEs of examples are followed by `make examples`. */
const PAGES = globSync(['*.md', 'docs/*.md', 'local/*.md'], { cwd: PROJECT });

const read = (file: string): Promise<string> => readFile(path.join(PROJECT, file), 'utf8');
const makefile = await read('Makefile');
const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };

/** Programs that a page may call without a mark: they need no account. */
const LOCAL_PROGRAMS = ['terraform', 'sed', 'printf', 'python3', 'export', 'eval', 'git', 'part', 'spelt', 'cd'];
/** Those that reach an account, unless `make emulator` or `make env` points them at the emulator. */
const REACHES_AWS = /(^|[|;&(] ?)(aws|curl) [^=]|^terraform (-\S+ )*(apply|destroy)\b/;

/** Commands in a page's `sh` blocks and in its indented lines, without prompts and continued lines joined. */
function commandsIn(page: string): string[] {
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block);
  const indented = [...page.matchAll(/^ {4}((?:make|npm run|npx|aws|terraform) [a-z-].*)$/gm)].map(
    ([, line = '']) => line,
  );
  const lines = blocks.flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'));
  return [...lines, ...indented].filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

const optionsIn = (command: string): string[] =>
  [...(command.split(' # ')[0] ?? '').matchAll(/ (--[a-z][a-z-]+)/g)].map(([, option = '']) => option);

/** What `darkroom <name> --help` prints; null if there is no such command. */
function helpOf(name: string): string | null {
  const command = program.commands.find((each) => each.name() === name);
  return command === undefined
    ? null
    : [command, ...command.commands].map((each) => each.createHelp().formatHelp(each, each.createHelp())).join('\n');
}

/** What is wrong with a command, in words. */
async function problemsOf(command: string, page: string): Promise<string[]> {
  const [, target] = /^make (?:-s |-C \S+ )*([a-z][a-z-]*)/.exec(command) ?? [];
  if (target !== undefined) {
    const rule = new RegExp(`^${target}:.*\n(?:\t.*\n)+`, 'm').exec(makefile)?.[0];
    if (rule === undefined) return [`there is no target ${target}`];
    const variables = [...(command.split('  ')[0] ?? '').matchAll(/ ([A-Z]+)=/g)].map(([, name = '']) => name);
    return variables.filter((name) => !rule.includes(name)).map((name) => `make ${target} takes no ${name}`);
  }
  const [, name] = /npx darkroom ([a-z-]+)/.exec(command) ?? [];
  if (name !== undefined) {
    const known = helpOf(name);
    if (known === null) return [`darkroom has no command ${name}`];
    return optionsIn(command)
      .filter((option) => !known.includes(`${option} `))
      .map((option) => `darkroom ${name} takes no ${option}`);
  }
  const [, script] = /npm run (?:-s )?([a-z][a-z:-]*)/.exec(command) ?? [];
  if (script !== undefined) {
    const entry = /\S+\.ts/.exec(scripts[script] ?? '')?.[0];
    if (entry === undefined) return [`there is no script ${script}`];
    const files = globSync(`${path.dirname(entry)}/**/*.ts`, { cwd: PROJECT });
    const sources = (await Promise.all(files.map(read))).join('\n');
    return optionsIn(command)
      .filter((option) => !sources.includes(option))
      .map((option) => `${script} takes no ${option}`);
  }
  if (command.includes('# (AWS)')) return [];
  // There, everything goes to the emulator.
  if (page.startsWith('local/')) return [];
  if (REACHES_AWS.test(command)) return ['it reaches an account, and is not marked with # (AWS)'];
  const program = /^[a-z0-9]+/.exec(command)?.[0] ?? command;
  return LOCAL_PROGRAMS.includes(program) ? [] : [`${program} is not known here`];
}

test.each(PAGES)('every command of %s exists with its options, or says that it needs AWS', async (page) => {
  const wrong: string[] = [];
  for (const command of commandsIn(await read(page))) {
    for (const problem of await problemsOf(command, page)) wrong.push(`${command}: ${problem}`);
  }
  expect(wrong).toEqual([]);
});
