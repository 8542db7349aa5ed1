import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { execa } from 'execa';

import { PROJECT } from '../../../local/paths.ts';
import { findEnvironment, Refused } from '../../../scripts/environment/find.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const SCRIPT = path.join(PROJECT, 'scripts', 'environment.ts');

const EXAMPLE = path.join(PROJECT, 'examples', 'environments');

const BACKEND = 'bucket = "states"\nkey = "x"\nregion = "eu-central-1"\n';

/** A root module with these files, and one variable. */
async function rootWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  const all = { 'main.tf': 'variable "size" {\n type = object({ width = number })\n}\n', ...files };
  for (const [name, content] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

/** A program in Terraform's place, which writes down what it is told and where its data are. */
async function fakeTerraform(exitCode = 0): Promise<{ PATH: string; said: () => Promise<string[]> }> {
  const bin = await temporaryFolder();
  const log = path.join(bin, 'log');
  const script = `#!/bin/sh
echo "$TF_DATA_DIR: $*" >>${log}
for argument; do case "$argument" in -out=*) mkdir -p "$TF_DATA_DIR" && touch "\${argument#-out=}" ;; esac; done
exit ${exitCode}
`;
  await writeFile(path.join(bin, 'terraform'), script, { mode: 0o755 });
  const said = async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  return { PATH: `${bin}:${process.env['PATH']}`, said };
}

function environment(args: readonly string[], env: Record<string, string> = {}) {
  return execa('node', ['--disable-warning=ExperimentalWarning', SCRIPT, ...args], {
    preferLocal: true,
    reject: false,
    env,
  });
}

/** Why there is no such environment. What the command makes of that, other tests show. */
const refusalOf = (name: string, folder: string): Promise<string> =>
  findEnvironment(folder, name).then(
    () => 'none',
    (error: unknown) => (error instanceof Refused ? error.message : String(error)),
  );

test.each([
  ['', 'No environment is named: ENV must be one of dev, prod (the *.tfvars files in '],
  ['live', 'There is no environment "live": ENV must be one of dev, prod (the *.tfvars files in '],
])('an environment that is not there is refused with those that are: "%s"', async (name, message) => {
  const folder = await rootWith({ 'prod.tfvars': '', 'dev.tfvars': '' });
  const { exitCode, stderr } = await environment(['plan', name, folder]);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(`${message}${folder}).`);
});

test('a folder without environments, and an environment without a backend, are refused', async () => {
  const folder = await rootWith({});
  expect(await refusalOf('dev', folder)).toBe(`There is no environment in ${folder}: it contains no *.tfvars file.`);
  const lacking = await rootWith({ 'dev.tfvars': '' });
  expect(await refusalOf('dev', lacking)).toBe(
    `There is no ${lacking}/dev.s3.tfbackend, which says where the state of dev is kept.`,
  );
});

test.each(['dev', 'staging'])("the example's own bucket for states is refused: %s", async (name) => {
  expect(await refusalOf(name, EXAMPLE)).toContain(
    `names the example's bucket example-terraform-state-${name}: put your own bucket`,
  );
});

test('so is that of prod, by the command too, which takes the example where no folder is named', async () => {
  const { exitCode, stderr } = await environment(['plan', 'prod']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("names the example's bucket example-terraform-state-prod: put your own bucket");
});

test('an unknown name in a tfvars file stops before Terraform runs', async () => {
  const folder = await rootWith({ 'dev.tfvars': 'size = { widht = 1 }', 'dev.s3.tfbackend': BACKEND });
  const { PATH, said } = await fakeTerraform();
  const { exitCode, stderr } = await environment(['plan', 'dev', folder], { PATH });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('there is no size.widht. Did you mean width?');
  expect(await said()).toEqual([]);
});

test('a plan uses the environment’s own backend, variables and data, and apply carries out that plan, once', async () => {
  const folder = await rootWith({ 'dev.tfvars': 'size = { width = 1 }', 'dev.s3.tfbackend': BACKEND });
  const { PATH, said } = await fakeTerraform();
  const data = path.join(folder, '.terraform', 'dev');

  const early = await environment(['apply', 'dev', folder], { PATH });
  expect([early.exitCode, early.stderr]).toEqual([
    2,
    'There is no plan of dev to apply: make plan ENV=dev makes and shows one, and make apply carries out exactly that.',
  ]);
  expect((await environment(['plan', 'dev', folder], { PATH })).exitCode).toBe(0);
  expect((await environment(['apply', 'dev', folder], { PATH })).exitCode).toBe(0);
  expect(await said()).toEqual([
    `${data}: init -reconfigure -backend-config=dev.s3.tfbackend -input=false -no-color`,
    `${data}: plan -input=false -var-file=dev.tfvars -out=${data}/plan`,
    `${data}: apply -input=false ${data}/plan`,
  ]);
  expect((await environment(['apply', 'dev', folder], { PATH })).exitCode).toBe(2);
});

test('what fails in Terraform fails the command, and leaves no earlier plan to apply', async () => {
  const plan = path.join('.terraform', 'dev', 'plan');
  const folder = await rootWith({ 'dev.tfvars': 'size = { width = 1 }', 'dev.s3.tfbackend': BACKEND, [plan]: 'old' });
  const { PATH } = await fakeTerraform(3);
  expect((await environment(['plan', 'dev', folder], { PATH })).exitCode).not.toBe(0);
  expect(await stat(path.join(folder, plan)).catch(() => null)).toBeNull();
});
