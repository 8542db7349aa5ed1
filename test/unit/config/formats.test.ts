import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

import { LETTERS, NEGOTIATED_FORMATS } from '../../../handler/src/formats.ts';
import { PROJECT } from '../../../local/paths.ts';
import { readHcl } from '../../../scripts/terraform/module.ts';

interface Variable {
  readonly description: string;
  readonly validation: readonly { readonly condition: string; readonly error_message: string }[];
}

const FORMATS = [...NEGOTIATED_FORMATS].sort();
const read = (file: string): Promise<string> => readFile(path.join(PROJECT, file), 'utf8');

/** All words in a text that are written as code or as strings. */
const words = (text: string): string[] => [...text.matchAll(/["`]([a-z0-9]+)["`]/g)].map(([, word]) => word ?? '');

describe('the formats that Terraform allows', () => {
  test.each([
    ['variables.presets.tf', 'presets'],
    ['variables.images.tf', 'transforms'],
    ['modules/cdn/variables.tf', 'transforms'],
  ])('are those of the handler, in the check, message and description of %s: %s', async (file, name) => {
    const hcl = (await readHcl(path.join(PROJECT, file))) as { variable: Record<string, Variable[]> };
    const variable = hcl.variable[name]?.[0];
    const check = variable?.validation.find(({ condition }) => condition.includes('setsubtract'));
    const allowed = /setsubtract\([^[]*(\[[^\]]*\])/.exec(check?.condition ?? '')?.[1] ?? '[]';
    expect((JSON.parse(allowed) as string[]).sort()).toEqual(FORMATS);
    const message = /formats may contain ([a-z0-9, ]+?) \(/.exec(check?.error_message ?? '')?.[1] ?? '';
    expect(message.split(/, | and /).sort()).toEqual(FORMATS);
    const line = variable?.description.split('\n').find((each) => each.trimStart().startsWith('- `formats`'));
    expect(
      words(line ?? '')
        .filter((word) => word !== 'formats')
        .sort(),
    ).toEqual(FORMATS);
  });

  test('have the letters in the table of the viewer function by which it reads them', async () => {
    const text = await read('modules/viewer/main.tf');
    const pairs = /for format, letter in \{([^}]*)\}/.exec(text)?.[1] ?? '';
    const letters = [...pairs.matchAll(/(\w+)\s*=\s*"(\w+)"/g)].map(([, format, letter]) => [format, letter]);
    expect(Object.fromEntries(letters)).toEqual(LETTERS);
  });
});

test('each format has a letter of its own', () => {
  const letters = Object.values(LETTERS);
  expect(new Set(letters).size).toBe(letters.length);
  for (const letter of letters) expect(letter).toMatch(/^[a-z]$/);
});

describe('pages for users', () => {
  test.each([
    ['README.md', (format: string) => new RegExp(`^\\| \`quality\`.*\`${format}\``, 'm')],
    ['docs/urls.md', (format: string) => new RegExp(`^\\| .*\`/<preset>@${format}/<path>\``, 'm')],
    ['docs/signing.md', (format: string) => new RegExp(`^\\| \`f_<…>\`.*\`${format}\``, 'm')],
  ])('%s names every format', async (file, row) => {
    const page = await read(file);
    for (const format of FORMATS) expect(page).toMatch(row(format));
  });
});
