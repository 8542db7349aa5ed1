/** Bundles the playground's page: `dist/playground`, or what the demo's server serves. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const PAGE = path.join(import.meta.dirname, 'page');

export interface Page {
  readonly html: string;
  readonly script: string;
  readonly style: string;
}

export async function buildPage(): Promise<Page> {
  const { outputFiles } = await build({
    entryPoints: [path.join(PAGE, 'page.tsx'), path.join(PAGE, 'page.css')],
    outdir: PAGE,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  });
  const textOf = (extension: string): string => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  return {
    html: await readFile(path.join(PAGE, 'index.html'), 'utf8'),
    script: textOf('.js'),
    style: textOf('.css'),
  };
}

if (process.argv[1] === import.meta.filename) {
  const folder = path.join(path.dirname(import.meta.dirname), 'dist', 'playground');
  await mkdir(folder, { recursive: true });
  const { html, script, style } = await buildPage();
  await writeFile(path.join(folder, 'index.html'), html);
  await writeFile(path.join(folder, 'page.js'), script);
  await writeFile(path.join(folder, 'page.css'), style);
}
