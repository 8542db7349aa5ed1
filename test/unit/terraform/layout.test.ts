import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';

import { PROJECT } from '../../../local/paths.ts';
import { readModule } from '../../../scripts/terraform/module.ts';
import type { Type } from '../../../scripts/terraform/type.ts';

const read = (file: string): Promise<string> => readFile(path.join(PROJECT, file), 'utf8');

test('the four modules of functions take the same object of what a stack shares', async () => {
  const files = globSync('modules/*/variables.stack.tf', { cwd: PROJECT }).sort();
  expect(files.map((file) => file.split('/')[1])).toEqual(['process', 'purge', 'render', 'sweep']);
  const texts = new Set(await Promise.all(files.map(read)));
  expect(texts.size).toBe(1);
});

test('lines of the module are 140 characters at most', async () => {
  const files = globSync(['*.tf', 'modules/*/*.tf'], { cwd: PROJECT });
  expect(files).toContain('variables.images.tf');
  for (const file of files) {
    const long = (await read(file)).split('\n').filter((line) => line.length > 140);
    expect([file, long]).toEqual([file, []]);
  }
});

test('the description of a variable that is an object has a line for each attribute', async () => {
  const { variables } = await readModule(PROJECT);
  const missing = [...variables.values()].flatMap(({ name, type, description }) =>
    attributesOf(type)
      .filter((attribute) => !description.includes(`- \`${attribute}\`: `))
      .map((attribute) => `${name}: ${attribute}`),
  );
  expect(missing).toEqual([]);
});

// A registry lists a module within a module for use on its own if it has a README.
test('the modules to be called beside a stack have a README, and those that modules call have none', async () => {
  const all = globSync('modules/*/', { cwd: PROJECT }).map((folder) => path.basename(folder));
  const files = globSync(['*.tf', 'modules/*/*.tf'], { cwd: PROJECT });
  const text = (await Promise.all(files.map(read))).join('\n');
  const called = new Set([...text.matchAll(/source += "\.\.?\/(?:modules\/)?([a-z-]+)"/g)].map(([, name]) => name));
  const documented = globSync('modules/*/README.md', { cwd: PROJECT }).map((file) => file.split(path.sep)[1]);
  expect(documented.sort()).toEqual(all.filter((name) => !called.has(name)).sort());
});

/** Attributes of an object, or of the objects in a collection, and of objects among them; formats of `quality` share one line. */
function attributesOf(type: Type): string[] {
  if (type.kind === 'collection') return attributesOf(type.of);
  if (type.kind === 'leaf') return [];
  return [...type.attributes].flatMap(([name, of]) => (name === 'quality' ? [name] : [name, ...attributesOf(of)]));
}
