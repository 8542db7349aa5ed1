import { access, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from '@cdktn/hcl2json';

import { pack, writeZip } from '../../handler/build/zip.ts';
import { ACCOUNT } from '../../local/account.ts';
import { apply } from '../../local/apply.ts';
import { emptyBucket, s3Of } from '../../local/bucket.ts';
import { type Home, homeOf, PROJECT } from '../../local/paths.ts';
import { CommandFailed } from '../../local/run.ts';
import type { Built } from '../../local/stack.ts';
import type { State } from '../../local/state.ts';
import { terraform, terraformInit, type TerraformOptions, terraformOutputs } from '../../local/terraform.ts';
import { check, type Counts, NONE, sum } from '../runner/counts.ts';
import { jest } from '../runner/jest.ts';
import { applier, nothingIsIdle } from './applier.ts';
import { followReadme } from './readme.ts';
import { destroyIsRefused, keepBucket } from './refused.ts';
import { REGION } from './region.ts';

const EXAMPLES = path.join(PROJECT, 'examples');
/** Examples that a user with no more than docs/policies/apply.json applies, and the names of their stacks. */
const LIMITED: Readonly<Record<string, string>> = { basic: 'gallery' };

/** Names of the examples in HCL, which are applied here; the one in TypeScript has its own tests. @throws if one has no test of its own. */
export async function exampleNames(): Promise<string[]> {
  const folders = await readdir(EXAMPLES, { withFileTypes: true });
  const names: string[] = [];
  for (const { name } of folders.filter((entry) => entry.isDirectory())) {
    const files = await readdir(path.join(EXAMPLES, name));
    if (!files.some((file) => file.endsWith('.tf'))) continue;
    await access(testOf(name)).catch(() => {
      throw new Error(`examples/${name} has no test: write test/examples/${name}.test.ts.`);
    });
    names.push(name);
  }
  return names.sort();
}

const testOf = (name: string): string => path.join(PROJECT, 'test', 'examples', `${name}.test.ts`);

/** Applies a copy of the example, runs its test, follows its README, and destroys it. */
export async function testExample(name: string, state: State, built: Built): Promise<Counts> {
  const home = homeOf(path.join('examples', name));
  const limited = LIMITED[name];
  const folder = await copyOf(name, home, built);
  const credentials = limited === undefined ? state.credentials : await applier(state, limited, REGION);
  const options: TerraformOptions = { home, state: { ...state, credentials }, folder };
  const variables = await variablesOf(folder);
  const applied = await check(async () => {
    await terraformInit(folder);
    await apply(variables, options);
  });
  if (applied.failed > 0) return applied;
  const outputs = await terraformOutputs(options);
  const env = { DARKROOM_EXAMPLE: JSON.stringify({ ...state, outputs }) };
  const args = ['--selectProjects', 'examples', '--runInBand', `test/examples/${name}.test.ts`];
  const tested = await jest(`example-${name}`, PROJECT, args, { ended: true, env });
  const followed = await check(() => followReadme(folder, { ...options, state }, REGION));
  const full = { ...options, state: { ...options.state, outputs } };
  const refused = name in WAYS_OUT ? await check(() => destroyIsRefused(variables, full)) : NONE;
  const destroyed = await check(() => (WAYS_OUT[name] ?? destroy)(variables, full));
  const needed = limited === undefined ? NONE : await check(() => nothingIsIdle(state, credentials, limited));
  return sum([applied, tested, followed, refused, destroyed, needed]);
}

/** The state is kept in the home, whatever backend the example has. */
const HERE = { backend: { local: {} } };

/**
 * A copy whose module calls get the package of this machine. Everything else is as in the example, so that what a user
 * copies is what was tested.
 */
async function copyOf(name: string, home: Home, { architecture, file }: Built): Promise<string> {
  await rm(home.folder, { recursive: true, force: true });
  const folder = path.join(home.folder, 'root');
  await mkdir(folder, { recursive: true });
  const example = path.join(EXAMPLES, name);
  await cp(example, folder, { recursive: true, filter: (from) => !path.basename(from).startsWith('.') });
  await zipFunction(folder);
  const module: Record<string, object> = {};
  for (const [call, source] of await moduleCalls(folder)) {
    if (!source.startsWith('..')) continue;
    const target = path.resolve(example, source);
    const own = target === PROJECT ? { architecture, package: { path: file } } : {};
    module[call] = { source: path.relative(folder, target), ...own };
  }
  await writeFile(path.join(folder, 'here_override.tf.json'), JSON.stringify({ module, terraform: HERE }));
  return folder;
}

/** What the README of an example with a function of its own does with `zip`. */
async function zipFunction(folder: string): Promise<void> {
  const source = path.join(folder, 'function');
  const files = await readdir(source).catch(() => []);
  if (files.length === 0) return;
  const entries = files.map(async (name) => ({ name, bytes: await readFile(path.join(source, name)) }));
  await writeZip(path.join(folder, 'function.zip'), await pack(await Promise.all(entries)));
}

async function moduleCalls(folder: string): Promise<[call: string, source: string][]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.tf'));
  const parsed = await Promise.all(files.map((file) => parsedFile(path.join(folder, file))));
  return parsed.flatMap(({ module = {} }) =>
    Object.entries(module).map(([call, [{ source }]]): [string, string] => [call, source]),
  );
}

interface Parsed {
  module?: Record<string, [{ source: string }]>;
  variable?: Record<string, unknown>;
}

const parsedFile = async (file: string): Promise<Parsed> => (await parse(file, await readFile(file, 'utf8'))) as Parsed;

/** The emulator is one account. The region is each example's default. */
async function variablesOf(folder: string): Promise<string[]> {
  const { variable = {} } = await parsedFile(path.join(folder, 'variables.tf'));
  const environment = (await readdir(folder)).includes('dev.tfvars') ? ['-var-file=dev.tfvars'] : [];
  const account = 'account_id' in variable ? [`-var=account_id=${ACCOUNT}`] : [];
  return [...environment, ...account];
}

interface StateFile {
  resources: { type: string; instances: { attributes: { bucket?: string } }[] }[];
}

/** Examples whose buckets are full when they are destroyed, and the ways out of docs/removing.md. */
const WAYS_OUT: Readonly<Record<string, (variables: readonly string[], options: TerraformOptions) => Promise<void>>> = {
  'user-uploads': keepBucket,
  basic: async (variables, options) => {
    await mayBeDestroyed(options.folder ?? '');
    await apply(variables, options);
    await terraform('destroy', ['-auto-approve', ...variables], options);
  },
};

/** What the reader of docs/removing.md writes into the module call. */
async function mayBeDestroyed(folder: string): Promise<void> {
  const module = { darkroom: { bucket: { force_destroy: true } } };
  await writeFile(path.join(folder, 'removing_override.tf.json'), JSON.stringify({ module }));
}

/** What is still processed may fill a bucket again, and the module then refuses to be destroyed. */
const DESTROYS = 4;

async function destroy(variables: readonly string[], options: TerraformOptions): Promise<void> {
  const { resources } = JSON.parse(await readFile(options.home.terraformState, 'utf8')) as StateFile;
  const s3 = s3Of(options.state, REGION);
  const buckets = resources.filter(({ type }) => type === 'aws_s3_bucket').flatMap(({ instances }) => instances);
  for (let attempt = 1; ; attempt += 1) {
    for (const { attributes } of buckets) await emptyBucket(s3, attributes.bucket ?? '');
    try {
      await terraform('destroy', ['-auto-approve', ...variables], options);
      break;
    } catch (error) {
      const isRefused = error instanceof CommandFailed && error.output.includes('is not empty');
      if (!isRefused || attempt === DESTROYS) throw error;
    }
  }
  s3.destroy();
  const left = await terraform('state list', [], options);
  if (left.trim() !== '') throw new Error(`terraform destroy left:\n${left}`);
}
