/** Makes the npm package `darkroom-client`: bundled sources, declarations, and a package.json of the project's version. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { execa } from 'execa';
import ts from 'typescript';

import { projectVersion } from '../../handler/build/version.ts';

const HERE = import.meta.dirname;
const PROJECT = path.resolve(HERE, '../..');
const SOURCES = path.join(HERE, 'src');

interface Manifest {
  exports: Record<string, Record<string, string> | string>;
}

/** The files that package.json's `exports` lead to, by their names in `src`, without an extension. */
export async function entryNames(): Promise<string[]> {
  const { exports } = JSON.parse(await readFile(path.join(HERE, 'package.json'), 'utf8')) as Manifest;
  const files = Object.values(exports).flatMap((each) => (typeof each === 'string' ? [] : Object.values(each)));
  return [...new Set(files.filter((file) => file.endsWith('.js')).map((file) => path.basename(file, '.js')))].sort();
}

/** Bundles the entries into a folder: what they take from the handler is in them, and what they share is in chunks. */
export async function bundleClient(folder: string): Promise<void> {
  await build({
    entryPoints: (await entryNames()).map((name) => path.join(SOURCES, `${name}.ts`)),
    outdir: folder,
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    // Thumbhash and the SDK stay packages of their own.
    packages: 'external',
    legalComments: 'none',
    logLevel: 'silent',
  });
}

/** @throws Error with the compiler's messages; or if a declaration needs a file that is not in the package */
async function declare(folder: string): Promise<void> {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    path.join(HERE, 'tsconfig.json'),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
  );
  if (!parsed) throw new Error('tsconfig.json cannot be read.');
  const program = ts.createProgram(parsed.fileNames, parsed.options);
  const written: Promise<void>[] = [];
  const { diagnostics } = program.emit(undefined, (file, text, _mark, _error, sources) => {
    const from = sources?.[0]?.fileName;
    if (from === undefined || path.dirname(path.resolve(from)) !== SOURCES) return;
    const outside = /from '(\.\.\/[^']*)'/.exec(text);
    if (outside) throw new Error(`${path.basename(from)} declares what only ${String(outside[1])} has.`);
    const declared = text.replace(/(from '\.\/[^']*)\.ts'/g, "$1.js'");
    written.push(writeFile(path.join(folder, path.basename(file)), declared));
  });
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (problems.length > 0) fail(problems[0] as ts.Diagnostic);
  await Promise.all(written);
}

function fail(problem: ts.Diagnostic): never {
  throw new Error(`${problem.file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
}

/** Writes the whole package to a folder, ready for `npm pack` and `npm install`. */
export async function buildClient(folder: string): Promise<void> {
  const dist = path.join(folder, 'dist');
  await mkdir(dist, { recursive: true });
  await Promise.all([bundleClient(dist), declare(dist)]);
  const manifest = JSON.parse(await readFile(path.join(HERE, 'package.json'), 'utf8')) as object;
  const versioned = { ...manifest, version: await projectVersion() };
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(versioned, null, 2)}\n`);
  await cp(path.join(HERE, 'README.md'), path.join(folder, 'README.md'));
  await cp(path.join(PROJECT, 'LICENSE'), path.join(folder, 'LICENSE'));
}

/** The archive that npm publishes, in a folder. Returns its path. */
export async function packClient(from: string, to: string): Promise<string> {
  await mkdir(to, { recursive: true });
  const { stdout } = await execa('npm', ['pack', '--json', '--pack-destination', to], { cwd: from });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (!packed) throw new Error(`npm pack made nothing of ${from}.`);
  return path.join(to, packed.filename);
}

if (process.argv[1] === import.meta.filename) {
  const folder = path.join(PROJECT, 'dist', 'client');
  await buildClient(folder);
  console.log(path.relative('.', await packClient(folder, path.join(PROJECT, 'dist'))));
}
