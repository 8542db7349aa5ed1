import { getExpressionAst, parse } from '@cdktn/hcl2json';

import type { Node } from './type.ts';

/** Functions whose result contains the names in their arguments. */
const TRANSPARENT = ['merge', 'concat', 'coalesce', 'try', 'tomap', 'tolist', 'toset'];

/** The expression if the whole value is one, or null: `${merge(a, b)}` but not `a-${b}`. */
export function expressionIn(value: unknown): string | null {
  return typeof value === 'string' ? (/^\$\{(.*)\}$/s.exec(value)?.[1] ?? null) : null;
}

/**
 * The values visible in an expression: both branches of a conditional, each argument of `merge`, the results of `for`.
 * Empty if they cannot be known without running Terraform.
 *
 * @param locals the locals of the folder that the expression is in, by name.
 */
export async function visibleValues(expression: string, locals: ReadonlyMap<string, unknown>): Promise<unknown[]> {
  const tree = await getExpressionAst('value', expression).catch(() => null); // `${a}-${b}` is two expressions, and text.
  return tree === null ? [] : valuesOf(tree, locals);
}

async function valuesOf(node: Node, locals: ReadonlyMap<string, unknown>): Promise<unknown[]> {
  const { type, meta, children } = node;
  const all = async (nodes: readonly Node[]): Promise<unknown[]> =>
    (await Promise.all(nodes.map((child) => valuesOf(child, locals)))).flat();

  switch (type) {
    case 'object':
    case 'tuple':
      return [((await parse('value.tf', `value = ${meta?.value ?? 'null'}`)) as { value: unknown }).value];
    case 'parentheses':
      return all(children);
    case 'conditional':
      return all(children.slice(1));
    case 'function':
      return TRANSPARENT.includes(meta?.name ?? '') ? all(children) : [];
    case 'for':
      return [[`\${${meta?.valueExpression ?? 'null'}}`]];
    case 'scopeTraversal': {
      const name = /^local\.([\w-]+)$/.exec(meta?.value ?? '')?.[1];
      return name === undefined || !locals.has(name) ? [] : [locals.get(name)];
    }
    default:
      return [];
  }
}
