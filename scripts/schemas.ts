/** Writes docs/schemas from the schemas that the handler itself checks with; with `--check`, says whether they are up to date. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Command } from 'commander';

import { SCHEMAS, schemaText } from './schemas/texts.ts';

const { check } = new Command('schemas')
  .description('Write the JSON Schemas of manifests and events.')
  .option('--check', 'only fail if the files are not up to date')
  .parse()
  .opts<{ check?: true }>();

const folder = path.join(import.meta.dirname, '..', 'docs', 'schemas');
mkdirSync(folder, { recursive: true });
for (const name of SCHEMAS) {
  const file = path.join(folder, `${name}.schema.json`);
  const text = await schemaText(name);
  if (check) {
    if (readFileSync(file, 'utf8') === text) continue;
    console.error(`docs/schemas/${name}.schema.json is out of date: run npm run schemas`);
    process.exitCode = 1;
  } else writeFileSync(file, text);
}
