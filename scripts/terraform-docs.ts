/** Writes docs/reference.md: every variable and output of the module and its parts. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { PROJECT } from '../local/paths.ts';
import { generate } from './generate.ts';
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

await generate('docs', 'the variables and outputs', async () => [
  { file: path.join(PROJECT, 'docs', 'reference.md'), text: referencePage(await readParts()) },
]);
