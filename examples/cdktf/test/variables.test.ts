import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { readModule } from '../../../scripts/terraform/module.ts';
import type { Type } from '../../../scripts/terraform/type.ts';

const folder = resolve(import.meta.dirname, '..');

/** Names of attributes at any depth, `presets[].quality.jpeg`. */
function typed(type: ts.Type, checker: ts.TypeChecker, at = ''): string[] {
  const [only, ...others] = (type.isUnion() ? type.types : [type]).filter((each) => each.flags & ts.TypeFlags.Object);
  if (only === undefined || others.length > 0) return [];
  const element =
    checker.getIndexTypeOfType(only, ts.IndexKind.Number) ?? checker.getIndexTypeOfType(only, ts.IndexKind.String);
  if (element !== undefined) return typed(element, checker, `${at}[]`);
  return checker.getPropertiesOfType(only).flatMap((property) => {
    const name = at === '' ? property.name : `${at}.${property.name}`;
    return [name, ...typed(checker.getTypeOfSymbol(property), checker, name)];
  });
}

function declared(type: Type, at: string): string[] {
  if (type.kind === 'collection') return declared(type.of, `${at}[]`);
  if (type.kind === 'leaf') return [];
  return [...type.attributes].flatMap(([name, inner]) => [`${at}.${name}`, ...declared(inner, `${at}.${name}`)]);
}

test('the types have every variable of the module, with every attribute, and no others', async () => {
  const program = ts.createProgram([join(folder, 'darkroom-variables.ts')], {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(folder, 'darkroom-variables.ts'));
  const [root] = source?.statements.filter(ts.isInterfaceDeclaration) ?? [];
  if (root === undefined) throw new Error('darkroom-variables.ts has no interface.');

  const { variables } = await readModule(resolve(folder, '../..'));
  const expected = [...variables.values()].flatMap(({ name, type }) => [name, ...declared(type, name)]);
  expect(expected).toContain('bucket.originals_lifecycle.transitions[].storage_class');
  expect(typed(checker.getTypeAtLocation(root), checker).sort()).toEqual(expected.sort());
}, 120_000);
