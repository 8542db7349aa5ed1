import type { AnyNode } from 'acorn';
import { parse } from 'acorn';

import { GLOBALS, METHOD_NAMES, SYNTAX } from './surface.ts';

// Methods that this Node has, to distinguish newer methods from our own properties.
const KNOWN_METHODS = [Object, String, Array, Number, Object.prototype, String.prototype, Array.prototype].flatMap(
  (owner) => Object.getOwnPropertyNames(owner),
);
const UNLISTED_METHODS = new Set(KNOWN_METHODS.filter((name) => !METHOD_NAMES.has(name)));
for (const name of ['length', 'name', 'constructor', 'prototype']) UNLISTED_METHODS.delete(name);

/** Everything in a script that cloudfront-js-2.0 does not document, one sentence each. */
export function undocumented(script: string): string[] {
  const nodes = [...walk(parse(script, { ecmaVersion: 'latest', sourceType: 'script' }))];
  const declared = new Set(nodes.flatMap(declaredNames));
  return nodes.flatMap((node) => [...syntaxOf(node), ...namesOf(node, declared)]);
}

/** The patterns of all regular expressions in a script, each once and in order. */
export function regularExpressions(script: string): string[] {
  const nodes = [...walk(parse(script, { ecmaVersion: 'latest', sourceType: 'script' }))];
  const found = nodes.flatMap((node) => (node.type === 'Literal' && node.regex ? [node.regex.pattern] : []));
  return [...new Set(found)].sort();
}

function* walk(node: AnyNode): Generator<AnyNode> {
  yield node;
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(child)) yield* walk(child);
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

function syntaxOf(node: AnyNode): string[] {
  if (!SYNTAX.has(node.type)) return [`syntax: ${node.type}`];
  if (node.type === 'Property' && (node.shorthand || node.computed || node.method)) return ['syntax: object extension'];
  if (node.type === 'CatchClause' && !node.param) return ['syntax: catch without a binding'];
  if (node.type === 'LogicalExpression' && node.operator === '??') return ['syntax: ??'];
  if (node.type === 'AssignmentExpression' && /^(\?\?|\|\||&&)=$/.test(node.operator))
    return ['syntax: logical assignment'];
  if ('generator' in node && node.generator) return ['syntax: generator'];
  if ('async' in node && node.async && node.type !== 'FunctionDeclaration') return ['syntax: async closure'];
  if (node.type === 'Literal' && typeof node.value === 'bigint') return ['syntax: bigint'];
  if (node.type === 'Literal' && node.regex) {
    const { pattern, flags } = node.regex;
    if (/[^gimy]/.test(flags) || /\(\?<[=!]|\\[pPk]/.test(pattern)) return [`regular expression: /${pattern}/${flags}`];
  }
  return [];
}

function namesOf(node: AnyNode, declared: Set<string>): string[] {
  const unknown = references(node)
    .filter((name) => !declared.has(name) && !GLOBALS.has(name))
    .map((name) => `global: ${name}`);
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
    const { name } = node.property;
    return UNLISTED_METHODS.has(name) ? [`method: ${name}`, ...unknown] : unknown;
  }
  const called = (node.type === 'CallExpression' || node.type === 'NewExpression') && node.callee;
  return called && called.type === 'Identifier' && called.name === 'Function'
    ? ['call: Function', ...unknown]
    : unknown;
}

/** Identifiers used as operands, without property names and labels. */
function references(node: AnyNode): string[] {
  if (node.type === 'LabeledStatement' || node.type === 'BreakStatement' || node.type === 'ContinueStatement')
    return [];
  return Object.entries(node)
    .filter(([field]) => field !== 'key' && (field !== 'property' || ('computed' in node && node.computed)))
    .flatMap(([, value]: [string, unknown]) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .flatMap((child) => (isNode(child) && child.type === 'Identifier' ? [child.name] : []));
}

function declaredNames(node: AnyNode): string[] {
  switch (node.type) {
    case 'VariableDeclarator':
      return node.id.type === 'Identifier' ? [node.id.name] : [];
    case 'CatchClause':
      return node.param?.type === 'Identifier' ? [node.param.name] : [];
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression': {
      const parameters = node.params.map((param) => (param.type === 'RestElement' ? param.argument : param));
      return [node.id, ...parameters].flatMap((id) => (id?.type === 'Identifier' ? [id.name] : []));
    }
    default:
      return [];
  }
}
