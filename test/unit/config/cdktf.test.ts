import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

import { NEGOTIATED_FORMATS } from '../../../handler/src/formats.ts';
import { OPTIONS, PLANNED_OPTIONS } from '../../../handler/src/options.ts';
import { presetSchema } from '../../../handler/src/presets.ts';
import { PROJECT } from '../../../local/paths.ts';

/** The options of the example's interface `Preset`, each with the words in its type. */
async function exampleOptions(): Promise<Map<string, readonly string[]>> {
  const text = await readFile(path.join(PROJECT, 'examples/cdktf/variables.ts'), 'utf8');
  const source = ts.createSourceFile('variables.ts', text, ts.ScriptTarget.Latest, true);
  const preset = source.statements.find(
    (each): each is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(each) && each.name.text === 'Preset',
  );
  const members: readonly ts.TypeElement[] = preset?.members ?? [];
  return new Map(
    members.flatMap((member) =>
      ts.isPropertySignature(member) ? [[member.name.getText(), member.type ? wordsIn(member.type) : []] as const] : [],
    ),
  );
}

/** Strings and names of properties below a type. */
function wordsIn(node: ts.Node): string[] {
  if (ts.isStringLiteral(node)) return [node.text];
  const own = ts.isPropertySignature(node) ? [node.name.getText()] : [];
  const below: string[] = [];
  ts.forEachChild(node, (child) => void below.push(...wordsIn(child)));
  return [...own, ...below];
}

test('the example for CDKTF offers the options of a preset and their words, all of them and no others', async () => {
  const options = await exampleOptions();
  const { fit, position, make, quality } = presetSchema.shape;
  expect([...options.keys()].sort()).toEqual(Object.keys({ ...OPTIONS, ...PLANNED_OPTIONS }).sort());
  expect(options.get('fit')).toEqual(fit.def.innerType.options);
  expect(options.get('position')).toEqual(position.def.innerType.options);
  expect(options.get('make')).toEqual(make.def.innerType.options);
  expect(options.get('formats')).toEqual([...NEGOTIATED_FORMATS]);
  expect(options.get('quality')).toEqual(Object.keys(quality.def.innerType.shape));
});
