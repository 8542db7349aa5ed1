import path from 'node:path';
import { build } from 'esbuild';

import { FOR_LAMBDA } from '../../handler/build/bundle.ts';
import { bundledPackages, type Package } from '../../handler/build/packages.ts';
import { pack, writeZip } from '../../handler/build/zip.ts';
import { buildPage } from '../build.ts';

export interface BuiltPlayground {
  readonly file: string;
  readonly bytes: number;
  /** The npm packages in it. */
  readonly packages: readonly Package[];
}

/** Writes `darkroom-playground.zip` to a folder: the function of modules/playground, with the page in it, for any processor. */
export async function buildPlayground(folder: string): Promise<BuiltPlayground> {
  const { outputFiles, metafile } = await build({
    ...FOR_LAMBDA,
    absWorkingDir: import.meta.dirname,
    entryPoints: [path.join(import.meta.dirname, 'function.ts')],
    define: { PLAYGROUND_PAGE: JSON.stringify(await buildPage()) },
    outfile: 'function.mjs',
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
