import path from 'node:path';
import { expect, test } from '@jest/globals';
import { execa } from 'execa';

import { project } from './project.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../../../scripts/check-tfvars.ts');

function checkTfvars(folder: string) {
  return execa('node', ['--disable-warning=ExperimentalWarning', SCRIPT, folder], { preferLocal: true, reject: false });
}

test('a refusal fails the command and says the file, the place, the nearest name and all that are known', async () => {
  const folder = await project({ 'environments/dev.tfvars': 'presets = { a = { qualty = {} } }' });
  const { exitCode, stderr } = await checkTfvars(folder);
  expect(exitCode).toBe(1);
  expect(stderr).toBe(
    'environments/dev.tfvars: there is no presets["a"].qualty. Did you mean quality? Known here: formats, quality, width.',
  );
});

test('nothing to refuse, nothing said', async () => {
  const { exitCode, stdout, stderr } = await checkTfvars(await project({ 'dev.tfvars': 'name = "x"' }));
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: '' });
});

test('a folder that is not there is named', async () => {
  const { exitCode, stderr } = await checkTfvars('/nowhere');
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^There is no folder \/nowhere: /);
});
