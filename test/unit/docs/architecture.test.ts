import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';

import { PROJECT } from '../../../local/paths.ts';
import { SABOTAGES } from '../../support/simulation/sabotages.ts';

test('the page about the protocol gives a reason for each rule that a test breaks, and for no other', async () => {
  const page = await readFile(path.join(PROJECT, 'docs', 'architecture.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('|'));
  const named = rows.map((row) => row.split('|').at(-2)?.trim() ?? '');
  const heading = named.indexOf('broken by the test');
  const end = named.indexOf('why');
  expect(named.slice(heading + 2, end).sort()).toEqual(Object.keys(SABOTAGES).sort());
});
