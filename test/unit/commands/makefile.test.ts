import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

const read = (file: string) => readFile(file, 'utf8');
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

// `make` succeeds, and does nothing, for a phony target without a rule: a step of CI that does that checks nothing.
test('every command that the Makefile declares or CI runs has a rule', async () => {
  const makefile = await read('Makefile');
  const rules = new Set(matches(makefile, /^([a-z-]+):.*\n\t/gm));
  const declared = matches(makefile, /^\.PHONY: (.*)$/gm).flatMap((line) => line.split(' '));
  const steps = matches(await read('.ci/run'), /^step .* make ([a-z-]+)$/gm);
  expect(declared.length).toBeGreaterThan(10);
  expect(steps.length).toBeGreaterThan(4);
  expect([...declared, ...steps].filter((name) => !rules.has(name))).toEqual([]);
});
