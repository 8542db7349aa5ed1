/**
 * Writes docs/reference.md, every variable and output of the module and its parts, and the tables of a preset's options.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { PROJECT } from '../local/paths.ts';
import { generate } from './generate.ts';
import { between, optionsTable, spellingsTable } from './options/tables.ts';
import { readModule } from './terraform/module.ts';
import { type Part, referencePage } from './terraform/reference.ts';

async function readParts(): Promise<Part[]> {
  const names = (await readdir(path.join(PROJECT, 'modules'))).sort();
  return Promise.all([
    readModule(PROJECT).then((module) => ({ title: 'The module', module })),
    ...names.map(async (name) => ({
      title: `modules/${name}`,
      module: await readModule(path.join(PROJECT, 'modules', name)),
    })),
  ]);
}

const withTable = async (name: string, table: string, ...steps: string[]) => {
  const file = path.join(PROJECT, ...steps);
  return { file, text: between(await readFile(file, 'utf8'), name, table) };
};

await generate('docs', 'the variables, outputs and options', async () => [
  { file: path.join(PROJECT, 'docs', 'reference.md'), text: referencePage(await readParts()) },
  await withTable('options', optionsTable(), 'README.md'),
  await withTable('parts', spellingsTable(), 'docs', 'signing.md'),
]);
