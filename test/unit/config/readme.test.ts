import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

import { OPTIONS, PLANNED_OPTIONS } from '../../../handler/src/options.ts';

test('the README’s table of preset options has all of them and no others', async () => {
  const readme = await readFile('README.md', 'utf8');
  const table = /^\| option .*\n\|[ -|]+\n((?:\|.*\n)+)/m.exec(readme)?.[1] ?? '';
  const options = table.split('\n').flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z_]+)`/g)]);
  expect(options.map(([, option]) => option).sort()).toEqual(Object.keys({ ...OPTIONS, ...PLANNED_OPTIONS }).sort());
});
