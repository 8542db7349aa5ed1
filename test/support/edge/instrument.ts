import type { AnyNode } from 'acorn';
import { parse } from 'acorn';

/** What the instrumented script calls: `$step(n)` for n evaluated nodes, `$text(s)` for a string that was concatenated. */
export const STEP = '$step';
export const TEXT = '$text';

/**
 * The same script with counters: it calls `$step(n)` on entering each piece of code that runs or is skipped as a whole
 * (a function's body, a loop iteration, a branch), where n is the number of syntax tree nodes evaluated in
 * it. The count is therefore that of evaluated nodes, independent of engine and speed. It also passes each sum and template to
 * `$text`, because an engine may copy the whole string each time that something is appended to it.
 */
export function instrument(script: string): string {
  const program = parse(script, { ecmaVersion: 'latest', sourceType: 'script' });
  return render(program, script).text;
}

interface Rendered {
  readonly text: string;
  /** Number of nodes evaluated whenever this one is. */
  readonly cost: number;
}

function render(node: AnyNode, script: string): Rendered {
  const pieces = new Set<unknown>(piecesOf(node));
  let [text, from, cost] = ['', node.start, 1];
  for (const child of childrenOf(node).sort((a, b) => a.start - b.start)) {
    const rendered = render(child, script);
    text += script.slice(from, child.start);
    from = child.end;
    if (pieces.has(child)) {
      text += counted(child, rendered);
    } else {
      text += rendered.text;
      cost += rendered.cost;
    }
  }
  return { text: measured(node, text + script.slice(from, node.end), script), cost };
}

function counted({ type }: AnyNode, { text, cost }: Rendered): string {
  return type.endsWith('Statement') ? `{${STEP}(${cost});${text}}` : `(${STEP}(${cost}),${text})`;
}

function measured(node: AnyNode, text: string, script: string): string {
  if (node.type === 'TemplateLiteral') return ` ${TEXT}(${text})`;
  if (node.type === 'BinaryExpression' && node.operator === '+') return ` ${TEXT}(${text})`;
  if (node.type === 'AssignmentExpression' && node.operator === '+=') {
    if (node.left.type !== 'Identifier') throw new Error(`Not prepared for ${script.slice(node.start, node.end)}`);
    return ` ${TEXT}(${text})`;
  }
  return text;
}

/** The children that are not evaluated every time the node is. */
function piecesOf(node: AnyNode): (AnyNode | null | undefined)[] {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [node.body];
    case 'ForStatement':
      return [node.test, node.update, node.body];
    case 'WhileStatement':
    case 'DoWhileStatement':
      return [node.test, node.body];
    case 'ForInStatement':
      return [node.body];
    case 'IfStatement':
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'LogicalExpression':
      return [node.right];
    case 'SwitchCase':
      throw new Error('Not prepared for switch');
    case 'TryStatement':
      return [node.block, node.finalizer];
    case 'CatchClause':
      return [node.body];
    default:
      return [];
  }
}

/** Declared names and property names are not operands. */
function childrenOf(node: AnyNode): AnyNode[] {
  const computed = 'computed' in node && node.computed;
  return (Object.entries(node) as [string, unknown][])
    .filter(([field]) => !['id', 'params', 'param', 'key', 'quasis', 'label'].includes(field))
    .filter(([field]) => field !== 'property' || computed)
    .flatMap(([, value]) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
