import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

import { PROJECT } from '../../local/paths.ts';
import { terraformBinary } from '../../local/terraform.ts';
import { type Environment, Refused } from './find.ts';

/** Plans into a file, after looking for unknown names; returns the exit code. */
export async function planEnvironment(environment: Environment): Promise<number> {
  const { name, folder, plan } = environment;
  const script = path.join(PROJECT, 'ops', 'main.ts');
  const steps: [string, ...string[]][] = [
    ['node', '--disable-warning=ExperimentalWarning', script, 'check-tfvars', folder],
    [path.join(PROJECT, 'scripts', 'terraform-init'), folder, '-reconfigure', `-backend-config=${name}.s3.tfbackend`],
    [await terraformBinary(), 'plan', '-input=false', `-var-file=${name}.tfvars`, `-out=${plan}`],
  ];
  await rm(plan, { force: true });
  for (const [command, ...args] of steps) {
    const exitCode = await inFolder(environment, command, args);
    if (exitCode !== 0) return exitCode;
  }
  console.log(`\nThis plan of ${name} is kept: make apply ENV=${name} carries it out.`);
  return 0;
}

/** Carries out the plan that was kept, once; returns the exit code. @throws Refused if there is none. */
export async function applyEnvironment(environment: Environment): Promise<number> {
  const { name, plan } = environment;
  const planned = await access(plan).then(
    () => true,
    () => false,
  );
  if (!planned) {
    throw new Refused(
      `There is no plan of ${name} to apply: make plan ENV=${name} makes and shows one, and make apply carries out exactly that.`,
    );
  }
  const exitCode = await inFolder(environment, await terraformBinary(), ['apply', '-input=false', plan]);
  await rm(plan, { force: true }); // Terraform refuses a plan of a state that has changed since.
  return exitCode;
}

async function inFolder({ folder, data }: Environment, command: string, args: readonly string[]): Promise<number> {
  const env = { TF_DATA_DIR: data, TERRAFORM: await terraformBinary() };
  const { exitCode } = await execa(command, args, {
    cwd: folder,
    env,
    preferLocal: true,
    localDir: PROJECT,
    stdio: 'inherit',
    reject: false,
  });
  return exitCode ?? 1;
}
