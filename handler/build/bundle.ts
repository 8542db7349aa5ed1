import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';

import { checkBudget } from './budget.ts';
import { smallDependencies } from './dependencies.ts';
import { bundledPackages, type Package } from './packages.ts';
import type { Entry } from './zip.ts';

/** What Lambda may be told to call; those of them that exist are bundled. */
const ENTRIES = ['process', 'render', 'sweep', 'purge'];
/** Runs beside a function, in a process of its own; wherever it lives, the zip holds it at the top. */
const WORKER = 'image-worker';

/** Bytes of JavaScript that one function may load at start. */
const START_BUDGET = 540_000;

/** The SDK's CommonJS parts call `require`, which an ES module does not have. */
const BANNER = `import { createRequire as darkroomRequire } from 'node:module';
const require = darkroomRequire(import.meta.url);`;

/** How every function is bundled for Lambda's Node. */
export const FOR_LAMBDA = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  mainFields: ['module', 'main'],
  banner: { js: BANNER },
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  plugins: [smallDependencies],
  metafile: true,
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions;

export interface Bundle {
  readonly entries: readonly Entry[];
  /** The npm packages whose code is in it. */
  readonly packages: readonly Package[];
}

/**
 * Bundles every entry below `handler/src` to ES modules that share their common chunks.
 *
 * @throws when an entry would load more than its budget at start.
 */
export async function bundle(handler: string): Promise<Bundle> {
  const outdir = path.join(handler, 'out');
  const result = await build({
    ...FOR_LAMBDA,
    absWorkingDir: handler,
    entryPoints: await entryPoints(handler),
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    splitting: true,
    external: ['sharp'],
  });
  checkBudget(result.metafile, START_BUDGET);
  const entries = result.outputFiles.map((file) => ({
    name: path.relative(outdir, file.path),
    bytes: Buffer.from(file.contents),
  }));
  return { entries, packages: await bundledPackages(result.metafile, handler) };
}

async function entryPoints(handler: string): Promise<{ in: string; out: string }[]> {
  const source = path.join(handler, 'src');
  const files = await readdir(source, { recursive: true });
  const isEntry = (file: string): boolean =>
    ENTRIES.some((name) => file === `${name}.ts`) || path.basename(file) === `${WORKER}.ts`;
  const found = files.filter(isEntry).sort();
  if (!found.includes('process.ts')) throw new Error(`There is no ${path.join(source, 'process.ts')} to bundle.`);
  return found.map((file) => ({ in: path.join(source, file), out: path.basename(file, '.ts') }));
}
