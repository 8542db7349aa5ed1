import { getExpressionAst } from '@cdktn/hcl2json';

/** A Terraform type constraint, reduced to names: `leaf` stands for any type without attributes. */
export type Type =
  { kind: 'object'; attributes: ReadonlyMap<string, Type> } | { kind: 'collection'; of: Type } | { kind: 'leaf' };

/** The part of the parser's syntax tree that is used for types and values. */
export interface Node {
  type: string;
  meta?: { value?: string; name?: string; items?: Record<string, string>; valueExpression?: string };
  children: Node[];
}

const LEAF: Type = { kind: 'leaf' };
const COLLECTIONS = ['map', 'list', 'set'];

/** Parses a variable's `type` argument, for example `map(object({ width = optional(number) }))`. */
export async function parseType(expression: string): Promise<Type> {
  const tree = (await getExpressionAst('type', expression)) as Node | null;
  return tree === null ? LEAF : typeOf(tree);
}

async function typeOf({ type, meta, children: [argument] }: Node): Promise<Type> {
  if (type !== 'function' || argument === undefined) return LEAF;
  if (meta?.name === 'optional') return typeOf(argument);
  if (meta?.name === 'object') return { kind: 'object', attributes: await attributesOf(argument) };
  if (COLLECTIONS.includes(meta?.name ?? '')) return { kind: 'collection', of: await typeOf(argument) };
  return LEAF;
}

async function attributesOf({ meta }: Node): Promise<ReadonlyMap<string, Type>> {
  const attributes = Object.entries(meta?.items ?? {}).map(
    async ([name, expression]) => [name.replaceAll('"', ''), await parseType(expression)] as const,
  );
  return new Map(await Promise.all(attributes));
}
