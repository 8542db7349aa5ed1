import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { findFiles } from './find.ts';
import { folderOf, type Installed, isFolder, readInstalled } from './installed.ts';
import { type Module, type ModuleCall, readHcl, readModule } from './module.ts';
import { nearest, type UnknownName, unknownNames } from './unknown-names.ts';

/** Meta-arguments of a module block. */
const META = ['source', 'version', 'providers', 'count', 'for_each', 'depends_on', 'lifecycle'];
const HCL = /\.tf(\.json)?$/;
const TFVARS = /\.tfvars(\.json)?$/;

/** A name that no variable has, and its file (relative to the folder that was checked). */
export interface Problem extends UnknownName {
  file: string;
}

/** What was checked, what could not be, and what is wrong. */
export interface Result {
  problems: Problem[];
  /** One line for each tfvars file and module call: what it was checked against. */
  checked: string[];
  /** Calls of modules that are not on this machine. */
  skipped: string[];
}

type Load = (folder: string) => Promise<Module>;

/**
 * Checks a file or a folder: every tfvars file, every block that calls a module, also those in modules that
 * `terraform init` installed, and every variable's default.
 *
 * @param target the file or folder.
 * @param module the folder whose variables the tfvars files set; by default the nearest at or above each with `*.tf` files.
 * @throws if a file cannot be parsed, or a tfvars file has no module above it.
 */
export async function check(target: string, module?: string): Promise<Result> {
  const whole = await isFolder(target);
  const root = whole ? target : path.dirname(target);
  const isAsked = (file: string) => whole || file === target;
  const known = new Map<string, Promise<Module>>();
  const load: Load = (folder) => {
    const loaded = known.get(folder) ?? readModule(folder);
    known.set(folder, loaded);
    return loaded;
  };

  const hcl = whole ? await findFiles(root, HCL) : HCL.test(target) ? [target] : [];
  const tfvars = whole ? await findFiles(root, TFVARS) : TFVARS.test(target) ? [target] : [];
  const folders = [...new Set(hcl.map((file) => path.dirname(file)))];
  const results = await Promise.all([
    ...tfvars.map(async (file) => checkTfvars(file, module ?? (await moduleAbove(file)), root, load)),
    ...folders.map(async (folder) => checkDefaults(await load(folder), isAsked)),
    ...folders.map(async (folder) => checkRoot(folder, root, load, isAsked)),
  ]);
  return {
    problems: results
      .flatMap(({ problems }) => problems)
      .map((problem) => ({ ...problem, file: path.relative(root, problem.file) })),
    checked: results.flatMap(({ checked }) => checked),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
}

/** The nearest folder at or above a tfvars file with Terraform files: `environments/dev.tfvars` belongs to the root. */
async function moduleAbove(file: string): Promise<string> {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if ((await readdir(folder)).some((name) => HCL.test(name))) return folder;
    if (folder === path.dirname(folder)) break;
  }
  throw new Error(
    `${file} sets variables, but no folder above it contains *.tf files: name the module's folder with --module.`,
  );
}

async function checkTfvars(file: string, folder: string, root: string, load: Load): Promise<Result> {
  const problems = await checkArguments(file, '', await readHcl(file), await load(folder), new Map());
  const line = `${path.relative(root, file)}: the variables of ${path.relative(root, folder) || 'this folder'}`;
  return { problems, checked: [line], skipped: [] };
}

async function checkDefaults({ variables }: Module, isAsked: (file: string) => boolean): Promise<Result> {
  const problems = [...variables.values()]
    .filter(({ file }) => isAsked(file))
    .map(async ({ file, name, type, default: value }) => {
      const unknown = await unknownNames(value, type, `variable.${name}.default`);
      return unknown.map((problem) => ({ ...problem, file }));
    });
  return { problems: (await Promise.all(problems)).flat(), checked: [], skipped: [] };
}

/** The calls in a folder, and those in the modules that `terraform init` installed for it. */
async function checkRoot(
  folder: string,
  root: string,
  load: Load,
  isAsked: (file: string) => boolean,
): Promise<Result> {
  const installed = await readInstalled(folder);
  const own = { folder, key: '', calls: (await load(folder)).calls.filter(({ file }) => isAsked(file)) };
  const within = [...installed]
    .filter(([, at]) => path.relative(folder, at).startsWith('.terraform'))
    .map(async ([key, at]) => ({
      folder: at,
      key: `${key}.`,
      calls: (await isFolder(at)) ? (await load(at)).calls : [],
    }));
  const callers = [own, ...(await Promise.all(within))];
  const results = await Promise.all(
    callers.flatMap(({ folder: from, key, calls }) =>
      calls.map((call) => checkCall(call, { from, key: key + call.name, installed, root, load })),
    ),
  );
  return {
    problems: results.flatMap(({ problems }) => problems),
    checked: results.flatMap(({ checked }) => checked),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
}

async function checkCall(
  call: ModuleCall,
  { from, key, installed, root, load }: { from: string; key: string; installed: Installed; root: string; load: Load },
): Promise<Result> {
  const where = `${path.relative(root, call.file)}: module.${call.name} (${call.source})`;
  const target = await folderOf(call.source, { from, key, installed });
  if (target === null) return { problems: [], checked: [], skipped: [where] };
  const given = Object.fromEntries(Object.entries(call.arguments).filter(([name]) => !META.includes(name)));
  const { locals } = await load(from);
  const problems = await checkArguments(call.file, `module.${call.name}.`, given, await load(target), locals);
  return { problems, checked: [where], skipped: [] };
}

async function checkArguments(
  file: string,
  prefix: string,
  given: Readonly<Record<string, unknown>>,
  { variables }: Module,
  locals: ReadonlyMap<string, unknown>,
): Promise<Problem[]> {
  const known = [...variables.keys()];
  const unknown = await Promise.all(
    Object.entries(given).map(async ([name, value]): Promise<UnknownName[]> => {
      const variable = variables.get(name);
      if (name === '//') return []; // A comment in Terraform's JSON.
      if (variable !== undefined) return unknownNames(value, variable.type, prefix + name, locals);
      return [{ path: prefix + name, suggestion: nearest(name, known), known }];
    }),
  );
  return unknown.flat().map((problem) => ({ ...problem, file }));
}
