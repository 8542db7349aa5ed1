import path from 'node:path';
import { expect, test } from '@jest/globals';
import { execa } from 'execa';

import { project } from './project.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../../../ops/main.ts');

function checkTfvars(...given: string[]) {
  return execa('node', ['--disable-warning=ExperimentalWarning', SCRIPT, 'check-tfvars', ...given], {
    preferLocal: true,
    reject: false,
  });
}

test('a refusal fails the command and says the file, the place, the nearest name and all that are known', async () => {
  const folder = await project({ 'environments/dev.tfvars': 'presets = { a = { qualty = {} } }' });
  const { exitCode, stderr } = await checkTfvars(folder);
  expect(exitCode).toBe(1);
  expect(stderr).toBe(
    'environments/dev.tfvars: there is no presets["a"].qualty. Did you mean quality? Known here: formats, quality, width.',
  );
});

test('the command says what it checked, and what it could not', async () => {
  const main = 'module "vpc" {\n source = "terraform-aws-modules/vpc/aws"\n}';
  const folder = await project({ 'dev.tfvars': 'name = "x"', 'main.tf': main });
  const { exitCode, stdout, stderr } = await checkTfvars(folder);
  expect({ exitCode, stdout: stdout.split('\n'), stderr }).toEqual({
    exitCode: 0,
    stdout: [
      'checked      dev.tfvars: the variables of this folder',
      'not checked  main.tf: module.vpc (terraform-aws-modules/vpc/aws): the module is not on this machine; run terraform init first',
      '0 unknown names in 1 tfvars files and module calls.',
    ],
    stderr: '',
  });
});

test('a folder with nothing to check fails the command', async () => {
  const folder = await project({});
  const { exitCode, stderr } = await checkTfvars(folder);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    `Nothing in ${folder} could be checked: it contains no tfvars file, and no call of a module that is on this machine.`,
  );
});

test.each([[['/nowhere']], [['--module', '/nowhere']]])('what is not there is named: %j', async (given) => {
  const { exitCode, stderr } = await checkTfvars(...given);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^There is no \/nowhere: /);
});
