/*
 * The documented features of the CloudFront Functions runtime cloudfront-js-2.0 that matter for a script without
 * promises and typed arrays: ES 5.1, with these additions.
 */

export const GLOBALS = new Set(
  (
    'Object String Number Boolean Math Date RegExp JSON Array ArrayBuffer DataView Promise Symbol Function globalThis ' +
    'Float32Array Float64Array Int8Array Int16Array Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint32Array ' +
    'TextDecoder TextEncoder console Buffer require atob btoa NaN Infinity undefined arguments ' +
    'decodeURI decodeURIComponent encodeURI encodeURIComponent isFinite isNaN parseFloat parseInt ' +
    'Error EvalError InternalError RangeError ReferenceError SyntaxError TypeError URIError'
  ).split(' '),
);

export const METHODS: Record<string, Set<string>> = {
  Object: names(
    'create defineProperties defineProperty freeze getOwnPropertyDescriptor getOwnPropertyDescriptors ' +
      'getOwnPropertyNames getPrototypeOf isExtensible isFrozen isSealed keys preventExtensions seal assign entries values',
  ),
  'Object.prototype': names('hasOwnProperty isPrototypeOf propertyIsEnumerable toString valueOf'),
  String: names('fromCharCode fromCodePoint'),
  'String.prototype': names(
    'charAt charCodeAt concat indexOf lastIndexOf match replace search slice split substr substring toLowerCase trim ' +
      'toUpperCase codePointAt endsWith includes repeat startsWith padStart padEnd trimStart trimEnd replaceAll toString valueOf',
  ),
  Array: names('isArray of'),
  'Array.prototype': names(
    'concat every filter forEach indexOf join lastIndexOf map pop push reduce reduceRight reverse shift slice some sort ' +
      'splice unshift copyWithin fill find findIndex includes toString',
  ),
  'RegExp.prototype': names('exec test toString global ignoreCase multiline source sticky flags'),
};

/** Every documented method of any object. */
export const METHOD_NAMES = new Set(Object.values(METHODS).flatMap((each) => [...each]));

/** Syntax of ES 5.1, and the newer syntax that the runtime documents. */
export const SYNTAX = names(
  'Program FunctionDeclaration FunctionExpression ReturnStatement BlockStatement ExpressionStatement IfStatement ' +
    'ForStatement ForInStatement WhileStatement DoWhileStatement BreakStatement ContinueStatement LabeledStatement ' +
    'SwitchStatement SwitchCase ThrowStatement TryStatement CatchClause EmptyStatement VariableDeclaration ' +
    'VariableDeclarator Identifier Literal ThisExpression ArrayExpression ObjectExpression Property UnaryExpression ' +
    'UpdateExpression BinaryExpression AssignmentExpression LogicalExpression MemberExpression ConditionalExpression ' +
    'CallExpression NewExpression SequenceExpression ' +
    'ArrowFunctionExpression RestElement TemplateLiteral TemplateElement AwaitExpression',
);

function names(list: string): Set<string> {
  return new Set(list.split(' '));
}
