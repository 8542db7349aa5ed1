import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

import { CHECKS } from '../../../ops/doctor/checks/index.ts';

test('docs/doctor.md has a section for every check, under its id, and no others', async () => {
  const page = await readFile('docs/doctor.md', 'utf8');
  const sections = [...page.matchAll(/^### (\S+)$/gm)].map(([, id]) => id);
  expect(sections).toEqual(CHECKS.map(({ id }) => id));
});
