import ts from 'typescript';

/** One small change to a file, of the kind made by mistake. */
export interface Mutant {
  readonly start: number;
  readonly end: number;
  /** The replacement text. */
  readonly text: string;
  /** The line on which it begins, counted from 1, and the text of that line. */
  readonly line: number;
  readonly source: string;
  /** `a → b`, or `without a`. */
  readonly change: string;
}

/** `what` tells what is changed; without it, both texts do. */
type Change = readonly [node: ts.Node, text: string, what?: string];

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '+=': ['-='],
  '-=': ['+='],
  '|': ['&'],
  '^': ['&'],
};
const METHODS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    some: 'every',
    every: 'some',
    max: 'min',
    min: 'max',
    ceil: 'floor',
    floor: 'ceil',
  }),
);
/** Calls that return a modified version of their receiver; the mutant returns the receiver unmodified. */
const CHAINED = new Set([
  'filter',
  'sort',
  'slice',
  'trim',
  'toLowerCase',
  'reverse',
  'map',
  'flat',
  'replace',
  'replaceAll',
]);

/** All mutants of a file. Types, imports and the wording of messages are not mutated. */
export function mutantsOf(file: string, code: string): Mutant[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const lines = code.split('\n');
  const found: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isExportDeclaration(node) || ts.isTypeAliasDeclaration(node) || isMessage(node)) return;
    for (const [changed, text, what] of changesOf(node)) {
      const [start, end] = [changed.getStart(source), changed.getEnd()];
      const { line } = source.getLineAndCharacterOfPosition(start);
      const before = code.slice(start, end);
      if (before === text) continue;
      const change = what ?? `${short(before)} → ${short(text)}`;
      found.push({ start, end, text, line: line + 1, source: (lines[line] ?? '').trim(), change });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const short = (text: string): string => (text === '' ? 'nothing' : text.replaceAll(/\s+/g, ' ')).slice(0, 80);

/** Text for people; tests verify only its essential parts. */
function isMessage(node: ts.Node): boolean {
  return (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && / /.test(node.getText());
}

function changesOf(node: ts.Node): Change[] {
  if (ts.isBinaryExpression(node)) return binary(node);
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return truths(node.expression);
  if (ts.isConditionalExpression(node)) return truths(node.condition);
  if (ts.isForStatement(node) && node.condition) return [[node.condition, 'false']];
  if (ts.isPrefixUnaryExpression(node)) return prefix(node);
  if (ts.isPostfixUnaryExpression(node))
    return [[node, `${node.operand.getText()}${node.getText().endsWith('++') ? '--' : '++'}`]];
  if (ts.isExpressionStatement(node)) return [[node, ';']];
  if (ts.isCallExpression(node)) return call(node);
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isSpreadAssignment(node))
    return property(node);
  if (ts.isReturnStatement(node) && node.expression && inLoopOrIf(node)) return [[node, ';']];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [[node, 'false']];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [[node, 'true']];
  if (ts.isNumericLiteral(node)) return [[node, String(Number(node.text.replaceAll('_', '')) + 1)]];
  if (ts.isStringLiteral(node)) return [[node, node.text === '' ? "'mutated'" : "''"]];
  if (ts.isRegularExpressionLiteral(node)) return pattern(node);
  return [];
}

function binary(node: ts.BinaryExpression): Change[] {
  const operator = node.operatorToken.getText();
  const [left, right] = [node.left.getText(), node.right.getText()];
  const others: Change[] = (OPERATORS[operator] ?? []).map((other) => [node.operatorToken, other]);
  if (operator === '&&' || operator === '||') others.push([node, left], [node, right]);
  if (operator === '??') others.push([node, left], [node, right]);
  return others;
}

const truths = (condition: ts.Expression): Change[] => [
  [condition, 'true'],
  [condition, 'false'],
];

function prefix(node: ts.PrefixUnaryExpression): Change[] {
  const operand = node.operand.getText();
  if (node.operator === ts.SyntaxKind.ExclamationToken) return [[node, operand]];
  if (node.operator === ts.SyntaxKind.PlusPlusToken) return [[node, `--${operand}`]];
  if (node.operator === ts.SyntaxKind.MinusToken) return [[node, operand]];
  return [];
}

function call(node: ts.CallExpression): Change[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression, name } = node.expression;
  const other = METHODS.get(name.text);
  if (other !== undefined) return [[name, other]];
  return CHAINED.has(name.text) ? [[node, expression.getText()]] : [];
}

/** An omitted property, for example a condition of a request. */
function property(node: ts.ObjectLiteralElementLike): Change[] {
  const object = node.parent;
  if (!ts.isObjectLiteralExpression(object) || isRequired(object)) return [];
  const rest = object.properties.filter((each) => each !== node).map((each) => each.getText());
  return [[object, `{ ${rest.join(', ')} }`, `without ${short(node.getText())}`]];
}

/** Methods of a module's interface, which are all required. */
const isRequired = (object: ts.ObjectLiteralExpression): boolean =>
  object.properties.some((each) => ts.isPropertyAssignment(each) && ts.isArrowFunction(each.initializer));

const inLoopOrIf = (node: ts.Node): boolean => ts.isIfStatement(node.parent) || ts.isIfStatement(node.parent.parent);

function pattern(node: ts.RegularExpressionLiteral): Change[] {
  const text = node.getText();
  const end = text.lastIndexOf('/');
  const [body, flags] = [text.slice(1, end), text.slice(end + 1)];
  const changes: Change[] = [];
  if (body.startsWith('^')) changes.push([node, `/${body.slice(1)}/${flags}`]);
  if (body.endsWith('$')) changes.push([node, `/${body.slice(0, -1)}/${flags}`]);
  for (const flag of flags) changes.push([node, `/${body}/${flags.replace(flag, '')}`]);
  return changes;
}
