import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';

import { bundleClient, entryNames } from '../../../packages/client/build.ts';
import { temporaryFolder } from '../../support/temporary.ts';

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder();
  await bundleClient(folder);
});

/** Bytes over the wire of a page's script with these exports of the package, thumbhash included. */
async function wire(imports: Record<string, string>): Promise<number> {
  const contents = Object.entries(imports).map(
    ([entry, names]) => `export ${names} from ${JSON.stringify(path.join(folder, `${entry}.js`))};`,
  );
  const { outputFiles } = await build({
    stdin: { contents: contents.join('\n'), resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    nodePaths: [path.resolve(import.meta.dirname, '../../../node_modules')],
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}

test('the core takes 1.2 kB, and all that a page needs, placeholders and uploads included, 3.2 kB', async () => {
  expect(await wire({ index: '{ darkroom }' })).toBeLessThanOrEqual(1200);
  expect(
    await wire({ index: '{ darkroom }', placeholder: '{ background }', upload: '{ upload, UploadError }' }),
  ).toBeLessThanOrEqual(3200);
});

test('what pages load needs nothing but thumbhash', async () => {
  const { metafile } = await build({
    entryPoints: (await entryNames())
      .filter((name) => name !== 'server')
      .map((name) => path.join(folder, `${name}.js`)),
    bundle: true,
    packages: 'external',
    format: 'esm',
    outdir: folder,
    write: false,
    metafile: true,
  });
  const external = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter((each) => each.external).map((each) => each.path),
  );
  expect(new Set(external)).toEqual(new Set(['thumbhash']));
});

test('a bundle for browsers that imports the server’s part throws instead of carrying it', async () => {
  const { exports } = JSON.parse(
    await readFile(path.resolve(import.meta.dirname, '../../../packages/client/package.json'), 'utf8'),
  ) as { exports: Record<string, Record<string, string>> };
  for (const entry of ['./sign', './server']) {
    const conditions = exports[entry] ?? {};
    expect(conditions['browser']).toBe('./dist/refused.js');
    // Workers at an edge are given `browser` too, after their own condition.
    expect(Object.keys(conditions)).toEqual(['types', 'workerd', 'edge-light', 'browser', 'default']);
  }
  await expect(import(path.join(folder, 'refused.js'))).rejects.toThrow('belong on a server');
});
