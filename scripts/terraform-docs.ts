/**
 * Writes docs/reference.md: every variable and output of the module and its parts, from the *.tf files.
 *
 *   node scripts/terraform-docs.ts [--check]     with --check: writes nothing, exit code 1 when the page is out of date
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readModule } from './terraform/module.ts';
import { referencePage, type Part } from './terraform/reference.ts';

const root = path.join(import.meta.dirname, '..');
const page = path.join(root, 'docs', 'reference.md');

async function readParts(): Promise<Part[]> {
  const names = (await readdir(path.join(root, 'modules'))).sort();
  return Promise.all([
    readModule(root).then((module) => ({ title: 'The module', module })),
    ...names.map(async (name) => ({
      title: `modules/${name}`,
      module: await readModule(path.join(root, 'modules', name)),
    })),
  ]);
}

const text = await format(referencePage(await readParts()), { ...(await resolveConfig(page)), filepath: page });
if (!process.argv.includes('--check')) {
  await mkdir(path.dirname(page), { recursive: true });
  await writeFile(page, text);
} else if ((await readFile(page, 'utf8').catch(() => '')) !== text) {
  console.error('docs/reference.md does not say what the *.tf files say: run `npm run docs` and commit the page.');
  process.exitCode = 1;
}
