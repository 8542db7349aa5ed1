import path from 'node:path';
import { build } from 'esbuild';

import { bundledPackages, type Package } from '../../handler/build/packages.ts';
import { pack, writeZip } from '../../handler/build/zip.ts';
import { buildPage } from '../build.ts';

/** The SDK's CommonJS parts call `require`, which an ES module does not have. */
const BANNER = `import { createRequire as darkroomRequire } from 'node:module';
const require = darkroomRequire(import.meta.url);`;

export interface BuiltPlayground {
  readonly file: string;
  readonly bytes: number;
  /** The npm packages in it. */
  readonly packages: readonly Package[];
}

/** Writes `darkroom-playground.zip` to a folder: the function of modules/playground, with the page in it, for any processor. */
export async function buildPlayground(folder: string): Promise<BuiltPlayground> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: import.meta.dirname,
    metafile: true,
    entryPoints: [path.join(import.meta.dirname, 'function.ts')],
    define: { PLAYGROUND_PAGE: JSON.stringify(await buildPage()) },
    outfile: 'function.mjs',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    banner: { js: BANNER },
    // Identifiers stay, so that a stack trace can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  });
  const zip = await pack(outputFiles.map(({ contents }) => ({ name: 'function.mjs', bytes: Buffer.from(contents) })));
  const file = path.join(folder, 'darkroom-playground.zip');
  await writeZip(file, zip);
  return { file, bytes: zip.length, packages: await bundledPackages(metafile, import.meta.dirname) };
}

if (process.argv[1] === import.meta.filename) {
  const { file, bytes } = await buildPlayground(path.join(import.meta.dirname, '..', '..', 'dist'));
  console.log(`${path.relative('.', file)}  ${(bytes / 1e6).toFixed(2)} MB`);
}
