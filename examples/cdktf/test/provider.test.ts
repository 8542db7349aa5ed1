import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parse } from '@cdktn/hcl2json';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

declare const LIBRARY: 'cdktf' | 'cdktn';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');
/** The bindings hold the schema of one version of the provider: 6.25 for cdktf, 6.66 for cdktn. */
const BINDINGS = path.dirname(createRequire(import.meta.url).resolve(`@${LIBRARY}/provider-aws/package.json`));
/** Arguments of Terraform itself. */
const META = new Set(['count', 'for_each', 'lifecycle', 'depends_on', 'provider', 'provisioner', 'dynamic']);

type Block = Readonly<Record<string, unknown>>;
type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;

interface Used {
  /** Folder of the bindings: `lambda-function`, or `data-aws-region`. */
  readonly kind: string;
  readonly where: string;
  readonly block: Block;
}

async function usedByTheModule(): Promise<Used[]> {
  const files = globSync(['*.tf', 'modules/*/*.tf', 'examples/*/*.tf'], { cwd: ROOT });
  const perFile = await Promise.all(
    files.map(async (file) => {
      const content = (await parse(file, await readFile(path.join(ROOT, file), 'utf8'))) as Partial<
        Record<'resource' | 'data', Record<string, Record<string, Block[]>>>
      >;
      return (['resource', 'data'] as const).flatMap((mode) =>
        Object.entries(content[mode] ?? {}).flatMap(([type, named]) =>
          Object.entries(named).flatMap(([name, blocks]) =>
            blocks.map((block) => ({
              kind: (mode === 'data' ? 'data-aws-' : '') + type.replace(/^aws_/, '').replaceAll('_', '-'),
              where: `${file}: ${type}.${name}`,
              block,
            })),
          ),
        ),
      );
    }),
  );
  return perFile.flat();
}

async function interfacesOf(kind: string): Promise<Interfaces> {
  const file = path.join(BINDINGS, 'lib', kind, 'index.d.ts');
  const source = ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.Latest, true);
  return new Map(source.statements.filter(ts.isInterfaceDeclaration).map((each) => [each.name.text, each]));
}

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** What a block states: its own arguments, and blocks, those of `dynamic` among them. */
function argumentsOf(block: Block): [name: string, value: unknown][] {
  const dynamic = Object.entries((block['dynamic'] ?? {}) as Record<string, { content: unknown }[]>);
  return [
    ...Object.entries(block).filter(([name]) => !META.has(name)),
    ...dynamic.map(([name, blocks]): [string, unknown] => [name, blocks.flatMap(({ content }) => content)]),
  ];
}

const isBlock = (value: unknown): value is Block =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Arguments that the schema does not have, and required ones that are not stated. */
function differences(block: Block, type: ts.InterfaceDeclaration, all: Interfaces, where: string): string[] {
  const members = new Map(type.members.filter(ts.isPropertySignature).map((member) => [member.name.getText(), member]));
  const stated = argumentsOf(block);
  const names = new Set(stated.map(([name]) => camel(name)));
  const absent = [...members].filter(([name, { questionToken }]) => questionToken === undefined && !names.has(name));
  return [
    ...absent.map(([name]) => `${where} lacks ${name}`),
    ...stated.flatMap(([name, value]) => {
      const member = members.get(camel(name));
      if (member === undefined) return [`${where} has ${name}`];
      const nested = /\w+/g;
      const words: string[] = member.type?.getText().match(nested) ?? [];
      const below = words.map((word) => all.get(word)).find((found) => found !== undefined);
      const blocks = Array.isArray(value) ? value.filter(isBlock) : [];
      return below === undefined ? [] : blocks.flatMap((each) => differences(each, below, all, `${where}.${name}`));
    }),
  ];
}

test('provider 6 has every resource, block and argument of the module, and requires no others', async () => {
  const used = await usedByTheModule();
  expect(new Set(used.map(({ kind }) => kind)).size).toBeGreaterThan(20);
  const found = await Promise.all(
    used.map(async ({ kind, where, block }) => {
      const all = await interfacesOf(kind);
      const config = [...all.values()].find(({ heritageClauses }) =>
        heritageClauses?.some((clause) => clause.getText().includes('TerraformMetaArguments')),
      );
      if (config === undefined) throw new Error(`The bindings of ${kind} have no configuration.`);
      return differences(block, config, all, where);
    }),
  );
  expect(found.flat()).toEqual([]);
}, 120_000);
