import { stat } from 'node:fs/promises';
import path from 'node:path';

import { findFiles } from './find.ts';
import { type Module, readHcl, readModule } from './module.ts';
import { nearest, type UnknownName, unknownNames } from './unknown-names.ts';

/** Meta-arguments of a module block. */
const META = ['source', 'version', 'providers', 'count', 'for_each', 'depends_on'];

/** A name that no variable has, and its file (relative to the folder that was checked). */
export interface Problem extends UnknownName {
  file: string;
}

/**
 * Checks every tfvars file, every block that calls a module of this folder, and every variable's default.
 *
 * @throws if a file cannot be parsed, or a tfvars file has no module above it.
 */
export async function checkFolder(root: string): Promise<Problem[]> {
  const modules = new Map<string, Promise<Module>>();
  const load = (folder: string): Promise<Module> => {
    const known = modules.get(folder) ?? readModule(folder);
    modules.set(folder, known);
    return known;
  };

  const hcl = await findFiles(root, /\.tf(\.json)?$/);
  const folders = [...new Set(hcl.map((file) => path.dirname(file)))];
  const tfvars = await findFiles(root, /\.tfvars(\.json)?$/);
  const problems = await Promise.all([
    ...tfvars.map(async (file) => checkTfvars(file, await load(moduleAbove(file, folders, root)))),
    ...folders.map(async (folder) => checkDefaults(await load(folder))),
    ...folders.map(async (folder) => checkCalls(folder, await load(folder), load)),
  ]);
  return problems.flat().map((problem) => ({ ...problem, file: path.relative(root, problem.file) }));
}

/** The nearest folder at or above a tfvars file with Terraform files: `environments/dev.tfvars` belongs to the root. */
function moduleAbove(file: string, folders: readonly string[], root: string): string {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (folders.includes(folder)) return folder;
    if (folder === root || folder === path.dirname(folder)) break;
  }
  throw new Error(`${path.relative(root, file)} sets variables, but no folder above it contains *.tf files.`);
}

async function checkTfvars(file: string, module: Module): Promise<Problem[]> {
  return checkArguments(file, '', await readHcl(file), module, new Map());
}

async function checkDefaults({ variables }: Module): Promise<Problem[]> {
  const problems = [...variables.values()].map(async ({ file, name, type, default: value }) => {
    const unknown = await unknownNames(value, type, `variable.${name}.default`);
    return unknown.map((problem) => ({ ...problem, file }));
  });
  return (await Promise.all(problems)).flat();
}

async function checkCalls(
  folder: string,
  { calls, locals }: Module,
  load: (folder: string) => Promise<Module>,
): Promise<Problem[]> {
  const problems = await Promise.all(
    calls.map(async (call) => {
      const target = path.resolve(folder, call.source);
      if (!/^\.{1,2}\//.test(`${call.source}/`) || !(await isFolder(target))) return [];
      const given = Object.fromEntries(Object.entries(call.arguments).filter(([name]) => !META.includes(name)));
      return checkArguments(call.file, `module.${call.name}.`, given, await load(target), locals);
    }),
  );
  return problems.flat();
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

async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
