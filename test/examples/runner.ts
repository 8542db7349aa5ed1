import { access, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from '@cdktn/hcl2json';

import { apply } from '../../local/apply.ts';
import { emptyBucket, s3Of } from '../../local/bucket.ts';
import { type Home, homeOf, PROJECT } from '../../local/paths.ts';
import type { Built } from '../../local/stack.ts';
import type { State } from '../../local/state.ts';
import { terraform, terraformInit, type TerraformOptions, terraformOutputs } from '../../local/terraform.ts';
import { check, type Counts, sum } from '../runner/counts.ts';
import { jest } from '../runner/jest.ts';

const EXAMPLES = path.join(PROJECT, 'examples');
/** Those in HCL are applied here; the one in TypeScript has its own tests. */
const PATIENT = '--testTimeout=120000';

/** Names of the examples in HCL. @throws if one has no test of its own. */
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

/** Applies a copy of the example, runs its test, and destroys it. */
export async function testExample(name: string, state: State, built: Built): Promise<Counts> {
  const home = homeOf(path.join('examples', name));
  const folder = await copyOf(name, home, built);
  const options: TerraformOptions = { home, state, folder };
  const variables = await variablesOf(folder);
  const applied = await check(async () => {
    await terraformInit(folder);
    await apply(variables, options);
  });
  if (applied.failed > 0) return applied;
  const outputs = await terraformOutputs(options);
  const env = { DARKROOM_EXAMPLE: JSON.stringify({ ...state, outputs }) };
  const args = ['--selectProjects', 'examples', '--runInBand', PATIENT, `test/examples/${name}.test.ts`];
  const tested = await jest(`example-${name}`, PROJECT, args, { ended: true, env });
  const destroyed = await check(() => destroy(variables, options));
  return sum([applied, tested, destroyed]);
}

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
  const module: Record<string, object> = {};
  for (const [call, source] of await moduleCalls(folder)) {
    if (!source.startsWith('..')) continue;
    const target = path.resolve(example, source);
    const own = target === PROJECT ? { architecture, package: { path: file } } : {};
    module[call] = { source: path.relative(folder, target), ...own };
  }
  await writeFile(path.join(folder, 'here_override.tf.json'), JSON.stringify({ module }));
  return folder;
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

/** The emulator is one region. */
async function variablesOf(folder: string): Promise<string[]> {
  const { variable = {} } = await parsedFile(path.join(folder, 'variables.tf'));
  return 'region' in variable ? ['-var=region=us-east-1'] : [];
}

interface StateFile {
  resources: { type: string; instances: { attributes: { bucket?: string } }[] }[];
}

async function destroy(variables: readonly string[], options: TerraformOptions): Promise<void> {
  const { resources } = JSON.parse(await readFile(options.home.terraformState, 'utf8')) as StateFile;
  const s3 = s3Of(options.state);
  const buckets = resources.filter(({ type }) => type === 'aws_s3_bucket').flatMap(({ instances }) => instances);
  for (const { attributes } of buckets) await emptyBucket(s3, attributes.bucket ?? '');
  s3.destroy();
  await terraform('destroy', ['-auto-approve', ...variables], options);
  const left = await terraform('state list', [], options);
  if (left.trim() !== '') throw new Error(`terraform destroy left:\n${left}`);
}
