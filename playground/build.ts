import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const PAGE = path.join(import.meta.dirname, 'page');

export interface Page {
  readonly html: string;
  readonly script: string;
  readonly style: string;
}

/** Bundles the playground's page. */
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
