import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

import { CHECKS } from '../../../ops/doctor/checks/index.ts';
import { FAULTS } from '../../e2e/doctor-faults/list.ts';

/** What only an account of one's own, or IAM's real simulator, can break: unit tests name these faults. */
const NOT_LISTED = ['missing-key'];

test('docs/doctor.md has the list of faults as a table: what is wrong, how it is made, and which checks name it', async () => {
  const page = await readFile('docs/doctor.md', 'utf8');
  const rows = page.split('## The faults that it names')[1]?.match(/^\| .*$/gm) ?? [];
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
  expect(cells.slice(2).map(([, what, made, checks]) => [what, made, checks])).toEqual(
    Object.entries(FAULTS).map(([what, { made, checks }]) => [
      what,
      made,
      checks.map((id) => `[${id}](#${id})`).join(', '),
    ]),
  );
});

test('every check names at least one of them, and each of them is named by checks that exist', () => {
  const ids = CHECKS.map(({ id }) => id);
  const named = new Set<string>(Object.values(FAULTS).flatMap(({ checks }) => checks));
  expect(ids.filter((id) => !named.has(id))).toEqual(NOT_LISTED);
  expect([...named].filter((id) => !ids.includes(id))).toEqual([]);
});
