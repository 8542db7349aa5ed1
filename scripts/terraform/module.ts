import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from '@cdktn/hcl2json';

import { parseType, type Type } from './type.ts';
import { expressionIn } from './value.ts';

export interface Variable {
  /** The file that declares it. */
  file: string;
  name: string;
  description: string;
  /** The type, as written in the source. */
  typeText: string;
  type: Type;
  required: boolean;
  default: unknown;
}

export interface Output {
  name: string;
  description: string;
}

export interface ModuleCall {
  /** The file that declares it. */
  file: string;
  name: string;
  source: string;
  arguments: Readonly<Record<string, unknown>>;
}

/** The declarations in one folder of Terraform files. */
export interface Module {
  variables: ReadonlyMap<string, Variable>;
  outputs: Output[];
  calls: ModuleCall[];
  locals: ReadonlyMap<string, unknown>;
}

type Block = Record<string, unknown>;

/** Parses a Terraform file, HCL or JSON. @throws with the file's name if it cannot be parsed. */
export async function readHcl(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8');
  if (!file.endsWith('.json')) return (await parse(file, text)) as Record<string, unknown>;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${file} is not valid JSON.`, { cause: error });
  }
}

/** Reads all `*.tf` and `*.tf.json` files of a folder. */
export async function readModule(folder: string): Promise<Module> {
  const names = (await readdir(folder)).filter((name) => /\.tf(\.json)?$/.test(name)).sort();
  const files = await Promise.all(
    names.map(async (name) => ({ file: path.join(folder, name), content: await readHcl(path.join(folder, name)) })),
  );
  const blocks = (kind: string) =>
    files.flatMap(({ file, content }) => labelled(content[kind]).map(([name, block]) => ({ file, name, block })));

  const variables = await Promise.all(blocks('variable').map(variableOf));
  return {
    variables: new Map(variables.map((variable) => [variable.name, variable])),
    outputs: blocks('output').map(({ name, block }) => ({ name, description: textOf(block['description']).trim() })),
    calls: blocks('module').map(({ file, name, block }) => ({
      file,
      name,
      source: textOf(block['source']),
      arguments: block,
    })),
    locals: new Map(
      files.flatMap(({ content }) => blockList(content['locals']).flatMap((block) => Object.entries(block))),
    ),
  };
}

async function variableOf({ file, name, block }: { file: string; name: string; block: Block }): Promise<Variable> {
  const typeText = expressionIn(block['type']) ?? textOf(block['type'] ?? 'any');
  return {
    file,
    name,
    description: textOf(block['description']).trim(),
    typeText,
    type: await parseType(typeText),
    required: !('default' in block),
    default: block['default'],
  };
}

/** Blocks with one label: `{ name: [{…}] }` from HCL, `{ name: {…} }` from JSON. */
function labelled(kind: unknown): [string, Block][] {
  return blockList(kind).flatMap((named) =>
    Object.entries(named).flatMap(([name, blocks]) => blockList(blocks).map((block): [string, Block] => [name, block])),
  );
}

function blockList(blocks: unknown): Block[] {
  if (blocks === undefined || blocks === null) return [];
  return (Array.isArray(blocks) ? blocks : [blocks]) as Block[];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
