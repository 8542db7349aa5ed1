import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { LOCAL, PROJECT } from '../../local/paths.ts';
import { CommandFailed, run } from '../../local/run.ts';
import { terraformBinary, terraformEnv } from '../../local/terraform.ts';
import { type Counts, NONE, sum } from './counts.ts';
import { besideProvider } from './provider.ts';

/**
 * Most of a run's time is spent in providers; two of them use two cores. Suites of one module share its lock file, so
 * they never run concurrently.
 */
const AT_ONCE = 2;

/** A root module whose tests run once for each of its tfvars files. */
const ENVIRONMENTS = path.join('examples', 'environments');

/**
 * What OpenTofu's tests cannot say: it evaluates the preconditions of the root's modules too where one of the root has
 * failed, and no run can expect those.
 */
const TERRAFORM_ONLY: readonly string[] = ['tests/functions.limit.tftest.hcl'];

/** A module and its folder of tests. */
interface Suite {
  module: string;
  tests: string;
  /** A file with the module's variables, in its folder. */
  variables?: string;
}

interface Message {
  '@message': string;
  type: string;
  test_summary?: { passed: number; failed: number; errored: number; skipped: number };
}

/**
 * Runs the tests of the root module, of each environment, and of every module; one without tests counts as failed.
 */
export const terraformTests = async (): Promise<Counts> => testSuites(await findSuites());

/** Plans each example, without an AWS account. */
export const examplePlans = (): Promise<Counts> => testSuites([{ module: '.', tests: path.join('tests', 'examples') }]);

async function testSuites(suites: readonly Suite[]): Promise<Counts> {
  const byModule = [...new Set(suites.map(({ module }) => module))].map((name) =>
    suites.filter(({ module }) => module === name),
  );
  const data = dataOf('.');
  const base = await terraformEnv(data, { AWS_REGION: 'us-east-1' });
  await initialise(PROJECT, 'tests', base);
  // A provider of its own each: they are not made for two Terraforms, and one has been seen to end under both.
  const lane = (): Promise<Counts[]> =>
    besideProvider(data, base, async (env) => {
      const counts: Counts[] = [];
      for (let suites = byModule.shift(); suites; suites = byModule.shift()) {
        for (const suite of suites) counts.push(await testSuite(suite, env));
      }
      return counts;
    });
  return sum((await Promise.all(Array.from({ length: AT_ONCE }, lane))).flat());
}

const dataOf = (module: string): string => path.join(LOCAL, 'terraform-test', module === '.' ? 'root' : module);

async function initialise(cwd: string, tests: string, env: NodeJS.ProcessEnv): Promise<void> {
  const args = [cwd, `-test-directory=${tests}`, '-backend=false'];
  await run(path.join(PROJECT, 'scripts', 'terraform-init'), args, { cwd, env, yielding: true });
}

async function findSuites(): Promise<Suite[]> {
  const root = { module: '.', tests: 'tests' };
  const files = (await readdir(path.join(PROJECT, ENVIRONMENTS))).filter((file) => file.endsWith('.tfvars')).sort();
  const environments = files.map((variables) => ({ module: ENVIRONMENTS, tests: 'tests', variables }));
  const modules = await foldersWithHcl('modules');
  return [root, ...environments, ...modules.map((module) => ({ module, tests: 'tests' }))];
}

async function foldersWithHcl(parent: string): Promise<string[]> {
  const folders = await readdir(path.join(PROJECT, parent), { withFileTypes: true });
  const found = await Promise.all(
    folders
      .filter((folder) => folder.isDirectory())
      .map(async ({ name }) => {
        const files = await readdir(path.join(PROJECT, parent, name));
        return files.some((file) => file.endsWith('.tf')) ? [path.join(parent, name)] : [];
      }),
  );
  return found.flat().sort();
}

async function testSuite({ module, tests, variables }: Suite, common: NodeJS.ProcessEnv): Promise<Counts> {
  const cwd = path.join(PROJECT, module);
  const env = { ...common, TF_DATA_DIR: dataOf(module) };
  try {
    await initialise(cwd, tests, env);
    const given = variables === undefined ? [] : [`-var-file=${variables}`];
    const binary = await terraformBinary();
    const args = ['test', '-json', `-test-directory=${tests}`, ...given, ...(await filters(binary, cwd, tests))];
    const output = await run(binary, args, { cwd, env, yielding: true });
    return counted(path.join(module, variables ?? ''), output);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return counted(path.join(module, variables ?? ''), error.output);
  }
}

/** Filters that leave out what only Terraform can test; none where that is nothing. */
async function filters(binary: string, cwd: string, tests: string): Promise<string[]> {
  if (path.basename(binary) !== 'tofu') return [];
  const files = (await readdir(path.join(cwd, tests))).filter((file) => file.endsWith('.tftest.hcl'));
  const runnable = files.map((file) => path.posix.join(tests, file)).filter((file) => !TERRAFORM_ONLY.includes(file));
  return runnable.length === files.length ? [] : runnable.map((file) => `-filter=${file}`);
}

function counted(module: string, output: string): Counts {
  const messages = output.split('\n').flatMap(parse);
  const summary = messages.findLast(({ test_summary }) => test_summary)?.test_summary;
  const said = `terraform test in ${module}:\n${messages.map((message) => message['@message']).join('\n') || output}`;
  if (summary === undefined) return { ...NONE, failed: 1, details: [said] };
  const { passed, skipped } = summary;
  const failed = summary.failed + summary.errored;
  if (passed + failed === 0) return { ...NONE, failed: 1, details: [`${module} has no Terraform tests.`] };
  return { passed, failed, skipped, details: failed > 0 ? [said] : [] };
}

function parse(line: string): Message[] {
  try {
    return [JSON.parse(line) as Message];
  } catch {
    return []; // A plain-text warning about Terraform's own configuration.
  }
}
