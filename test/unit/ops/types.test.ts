import { expect, test } from '@jest/globals';
import ts from 'typescript';

import { typesText } from '../../../ops/types/command.ts';
import { preset } from '../../support/images/presets.ts';

/** Errors of a program that uses the generated types. */
function errorsOf(use: string): string[] {
  const presets = { '800x600': preset(800, 600, { formats: ['webp', 'avif'] }), "it's": preset(9, 9, { formats: [] }) };
  const source = `${typesText('gallery', presets, '1.0.0')}${use}`;
  const options = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2023, lib: ['lib.es5.d.ts'], types: [] };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === 'use.ts' ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2023) : read(name, ...rest);
  const program = ts.createProgram(['use.ts'], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile('use.ts'))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('what the presets have compiles, and what they do not have does not', () => {
  expect(
    errorsOf(`const a: Segment = '800x600@avif'; const b: Preset = "it's"; const c: Format<'800x600'> = 'webp';`),
  ).toEqual([]);
  expect(errorsOf(`const a: Segment = "it's@webp";`)).toHaveLength(1);
  expect(errorsOf(`const a: Preset = '801x600';`)).toHaveLength(1);
});
