import { expect, test } from '@jest/globals';

import { undocumented } from '../../support/edge/language.ts';
import { CONFIG, deployed, load } from '../../support/edge/runtime.ts';

const script = await deployed(CONFIG);

test('the deployed script uses nothing that cloudfront-js-2.0 does not document', () => {
  expect(undocumented(script)).toEqual([]);
});

test('the deployed script defines a top-level function called handler, and exports nothing', () => {
  expect(script).toMatch(/(^|[;}\n])function handler\(/);
  expect(script).not.toMatch(/\b(import|export)\b/);
});

test('with two hundred presets and two keys the deployed script is below the 10 KB that CloudFront takes', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `shop-${index}-800x600`);
  const keys = ['a'.repeat(64), 'b'.repeat(64)];
  const config = { ...CONFIG, cors: 'https://www.example.com', keys, presets: { aw: `/${names.join('/')}/` } };
  expect((await deployed(config)).length).toBeLessThan(10_240);
});

test('the script is the same from build to build', async () => {
  expect(await deployed(CONFIG)).toBe(script);
});

test.each([
  ['const { a } = x', 'ObjectPattern'],
  ['f(...a)', 'SpreadElement'],
  ['for (const a of []) {}', 'ForOfStatement'],
  ['a?.b', 'ChainExpression'],
  ['a ?? b', '??'],
  ['class A {}', 'ClassDeclaration'],
  ['function f(a = 1) {}', 'AssignmentPattern'],
  ['const a = 1; const b = { a }', 'object extension'],
  ['try {} catch {}', 'catch without a binding'],
  ['const f = async () => 1', 'async closure'],
  ['/(?<=a)b/', 'regular expression'],
  ['/a/u', 'regular expression'],
  ['[].flat()', 'method: flat'],
  ['Object.fromEntries([])', 'method: fromEntries'],
  ['new Map()', 'global: Map'],
  ['process.env', 'global: process'],
  ['eval("1")', 'global: eval'],
  ['new Function("1")', 'call: Function'],
  ['setTimeout(f)', 'global: setTimeout'],
])('the language check refuses %s', (source, complaint) => {
  expect(undocumented(source).join()).toContain(complaint);
});

test.each([
  '[].flat()',
  'new Map()',
  '"a".at(0)',
  'eval("1")',
  'Object.fromEntries([])',
  'process.cwd()',
  'require("fs")',
])('the sandbox offers no %s', (source) => {
  expect(() => load(`function handler() {} ${source}`)).toThrow();
});
