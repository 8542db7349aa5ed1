import { readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

import { STACK } from '../../../test/unit/client/support.ts';
import { CONTRACTS } from './workspace.ts';

const PAGES = path.resolve(CONTRACTS, '../../../docs/front-end');
/** Where the code of pages is put: among the frameworks, so that it finds their types. */
const CODE = path.join(CONTRACTS, 'node_modules', '.pages');

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  strict: true,
  noEmit: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  types: ['node'],
  typeRoots: [path.resolve(CONTRACTS, '../../../node_modules/@types')],
};

/**
 * The `ts` and `tsx` blocks of a page, as files. One that begins with the name of a file in a comment is that file, beside
 * the darkroom.json of a stack, so that blocks of a page may import each other.
 */
async function filesOf(page: string): Promise<string[]> {
  const folder = path.join(CODE, path.basename(page, '.md'));
  const files: string[] = [];
  const text = await readFile(path.join(PAGES, page), 'utf8');
  for (const [, language = '', code = ''] of text.matchAll(/^```(tsx?)\n(.*?)^```/gms)) {
    const named = /^\/\/ (\S+\.tsx?)\n/.exec(code)?.[1];
    const file = path.join(folder, named ?? `block-${files.length}.${language}`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, /^(import|export) /m.test(code) ? code : `${code}\nexport {};\n`);
    for (const beside of [folder, path.dirname(file)])
      await writeFile(path.join(beside, 'darkroom.json'), JSON.stringify(STACK));
    files.push(file);
  }
  return files;
}

/** What the compiler says of the code of all pages, and how many blocks that are. */
export async function checkPages(): Promise<{ blocks: number; problems: string[] }> {
  await rm(CODE, { recursive: true, force: true });
  const pages = readdirSync(PAGES).filter((name) => name.endsWith('.md'));
  const files = (await Promise.all(pages.map(filesOf))).flat();
  const problems = ts.getPreEmitDiagnostics(ts.createProgram(files, OPTIONS)).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    const name = path.relative(CODE, file?.fileName ?? CODE);
    return `${name}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  return { blocks: files.length, problems };
}
