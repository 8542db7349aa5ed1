import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

import { presetSchema } from '../../../handler/src/presets.ts';

test('the README’s table of preset options has all of them and no others', async () => {
  const readme = await readFile('README.md', 'utf8');
  const table = /^\| option .*\n\|[ -|]+\n((?:\|.*\n)+)/m.exec(readme)?.[1] ?? '';
  const options = table.split('\n').flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z_]+)`/g)]);
  expect(options.map(([, option]) => option).sort()).toEqual(
    // Aliases are the CDN's concern alone.
    [...Object.keys(presetSchema.shape), 'aliases'].sort(),
  );
});
