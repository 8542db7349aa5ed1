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

interface Read {
  readonly kind: string;
  readonly attribute: string;
  readonly where: string;
}

const kindOf = (mode: string, type: string): string =>
  (mode === 'data' ? 'data-aws-' : '') + type.replace(/^aws_/, '').replaceAll('_', '-');

const files = globSync(['*.tf', 'modules/*/*.tf', 'examples/*/*.tf'], { cwd: ROOT });
const parsed = await Promise.all(
  files.map(async (file): Promise<[file: string, content: Block]> => [
    file,
    (await parse(file, await readFile(path.join(ROOT, file), 'utf8'))) as Block,
  ]),
);

function usedByTheModule(): Used[] {
  return parsed.flatMap(([file, content]) =>
    (['resource', 'data'] as const).flatMap((mode) =>
      Object.entries((content[mode] ?? {}) as Record<string, Record<string, Block[]>>).flatMap(([type, named]) =>
        Object.entries(named).flatMap(([name, blocks]) =>
          blocks.map((block) => ({ kind: kindOf(mode, type), where: `${file}: ${type}.${name}`, block })),
        ),
      ),
    ),
  );
}

const REFERENCE = /(?<![\w.])(data\.)?(aws_[a-z0-9_]+)\.\w+(?:\[[^\]]*\])?\.(\w+)/g;

/** Every attribute that an expression reads, such as `aws_s3_bucket.this[0].arn`. */
function readByTheModule(): Read[] {
  return parsed.flatMap(([file, content]) =>
    [...JSON.stringify(content).matchAll(REFERENCE)].map(([text, data, type = '', attribute = '']) => ({
      kind: kindOf(data === undefined ? 'resource' : 'data', type),
      attribute,
      where: `${file}: ${text}`,
    })),
  );
}

async function bindingsOf(kind: string): Promise<ts.SourceFile> {
  const file = path.join(BINDINGS, 'lib', kind, 'index.d.ts');
  return ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

async function interfacesOf(kind: string): Promise<Interfaces> {
  const { statements } = await bindingsOf(kind);
  return new Map(statements.filter(ts.isInterfaceDeclaration).map((each) => [each.name.text, each]));
}

/** The attributes of a resource or data source, in the bindings' spelling. */
async function attributesOf(kind: string): Promise<ReadonlySet<string>> {
  const { statements } = await bindingsOf(kind);
  const own = statements
    .filter(ts.isClassDeclaration)
    .find(({ heritageClauses }) =>
      heritageClauses?.some((clause) => /Terraform(Resource|DataSource)$/.test(clause.getText())),
    );
  if (own === undefined) throw new Error(`The bindings of ${kind} have no resource.`);
  return new Set(own.members.filter(ts.isGetAccessor).map((member) => member.name.getText()));
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
  const used = usedByTheModule();
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

/**
 * Provider 6 still has them, and warns of each in every plan. The bindings do not say so, but those of Pulumi do, which are made
 * from the same schema: `@deprecated` in `@pulumi/aws` 7.48.0, of all that the module uses.
 */
const DEPRECATED = [
  'data-aws-region id',
  'data-aws-region name',
  'data-aws-partition id',
  'cloudwatch-event-rule isEnabled',
  's3-bucket-cors-configuration expectedBucketOwner',
  's3-bucket-lifecycle-configuration expectedBucketOwner',
  's3-bucket-server-side-encryption-configuration expectedBucketOwner',
  's3-bucket-versioning expectedBucketOwner',
];

test('the module states and reads nothing that provider 6 warns of', () => {
  const stated = usedByTheModule().flatMap(({ kind, where, block }) =>
    argumentsOf(block).map(([attribute]) => ({ kind, attribute, where: `${where}.${attribute}` })),
  );
  const isDeprecated = ({ kind, attribute }: Read): boolean => DEPRECATED.includes(`${kind} ${camel(attribute)}`);
  expect([...stated, ...readByTheModule()].filter(isDeprecated).map(({ where }) => where)).toEqual([]);
});

test('provider 6 has every attribute that the module reads', async () => {
  const read = readByTheModule();
  expect(new Set(read.map(({ kind, attribute }) => `${kind} ${attribute}`)).size).toBeGreaterThan(40);
  const kinds = [...new Set(read.map(({ kind }) => kind))];
  const attributes = new Map(await Promise.all(kinds.map(async (kind) => [kind, await attributesOf(kind)] as const)));
  const has = ({ kind, attribute }: Read): boolean => attributes.get(kind)?.has(camel(attribute)) === true;
  expect(read.filter((each) => !has(each)).map(({ where }) => where)).toEqual([]);
}, 120_000);
