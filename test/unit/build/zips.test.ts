import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { platformFor, platformOf } from '../../../handler/build/binaries.ts';
import { LARGEST_ZIP } from '../../../handler/build/check.ts';
import { LAMBDA_TARGETS, localTarget, type Target } from '../../../handler/build/targets.ts';
import { buildZips, zipPath } from '../../../handler/build/zips.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { unzip } from '../../support/unzip.ts';

const PROJECT = path.resolve(import.meta.dirname, '../../..');
let folder = '';
/** What is in the zip of each target. */
const contents = new Map<Target, ReadonlyMap<string, Buffer>>();

beforeAll(async () => {
  folder = await temporaryFolder();
  await buildZips(LAMBDA_TARGETS, folder);
  for (const target of LAMBDA_TARGETS) contents.set(target, await unzip(zipPath(folder, target)));
});

function contentsOf(target: Target): ReadonlyMap<string, Buffer> {
  const files = contents.get(target);
  if (files === undefined) throw new Error(`There is no zip for ${target.name}.`);
  return files;
}

describe.each(LAMBDA_TARGETS)('the zip for $name', (target) => {
  test('holds the functions, sharp, and native libraries for its platform alone', () => {
    const files = contentsOf(target);
    const names = [...files.keys()];
    const libraries = names.filter((name) => /\.node$|\.so(\.|$)|\.dylib$|\.dll$/.test(name));

    expect(names).toContain('process.mjs');
    expect(names).toContain('node_modules/sharp/package.json');
    expect(libraries).toHaveLength(2);
    expect(libraries.map((name) => platformOf(files.get(name) ?? Buffer.of()))).toEqual([
      platformFor(target),
      platformFor(target),
    ]);
  });

  test('carries licences, but no types, sources, headers or documentation', () => {
    const names = [...contentsOf(target).keys()];

    expect(names.filter((name) => /\.(d\.[cm]?ts|ts|h|cc|gyp|map)$/.test(name))).toEqual([]);
    expect(names.filter((name) => name.endsWith('.md') && !/LICEN[CS]E|sharp-libvips/.test(name))).toEqual([]);
    expect(names).toContain('node_modules/sharp/LICENSE');
    expect(names).toContain(`node_modules/@img/sharp-libvips-linux-${target.cpu}/README.md`);
  });

  test('is small enough, and its digest lies beside it as sha256sum reads it', async () => {
    const file = zipPath(folder, target);
    const zip = await readFile(file);
    const digest = createHash('sha256').update(zip).digest('hex');

    expect(zip.length).toBeLessThanOrEqual(LARGEST_ZIP);
    expect(await readFile(`${file}.sha256`, 'utf8')).toBe(`${digest}  darkroom-${target.name}.zip\n`);
  });

  test('holds the very version of sharp that the tests run', async () => {
    const zipped = contentsOf(target).get('node_modules/sharp/package.json')?.toString() ?? '';
    const installed = await readFile(path.join(PROJECT, 'node_modules/sharp/package.json'), 'utf8');

    expect((JSON.parse(zipped) as { version: string }).version).toBe(
      (JSON.parse(installed) as { version: string }).version,
    );
  });
});

describe('the decoder of HEIC', () => {
  const DECODER = /libheif|libde265|hevc/i;
  const [target] = LAMBDA_TARGETS;
  if (target === undefined) throw new Error('There is no target.');

  test('is in no zip that did not ask for it, and the zip says nothing of it', () => {
    const files = contentsOf(target);
    expect([...files.keys()].filter((name) => DECODER.test(name))).toEqual([]);
    expect(JSON.parse(files.get('package.json')?.toString() ?? '')).not.toHaveProperty('heic');
  });

  test('is in one that did, as a file of its own with its licence, at the version that is tested', async () => {
    const out = path.join(folder, 'heic');
    const [built] = await buildZips([target], out, { heic: true });
    const files = await unzip(zipPath(out, target));
    expect([...files.keys()].filter((name) => DECODER.test(name)).sort()).toEqual(
      ['LICENSE', 'libheif-wasm/LICENSE', 'libheif-wasm/libheif.js', 'libheif-wasm/libheif.wasm', 'package.json'].map(
        (name) => `node_modules/libheif-js/${name}`,
      ),
    );
    expect(JSON.parse(files.get('package.json')?.toString() ?? '')).toMatchObject({ heic: true });
    const installed = path.join(PROJECT, 'node_modules/libheif-js/libheif-wasm/libheif.wasm');
    const decoder = files.get('node_modules/libheif-js/libheif-wasm/libheif.wasm');
    expect(decoder?.equals(await readFile(installed))).toBe(true);
    expect(built?.packages.map(({ name }) => name)).toContain('libheif-js');
  });
});

// Of the others, test/unit/release/archive.test.ts says the same.
test('another run, in another time zone and from another folder, gives the same bytes', async () => {
  const again = path.join(folder, 'again');
  const here = localTarget();
  if (!contents.has(here)) await buildZips([here], folder);
  const command = [path.join(PROJECT, 'handler/build.ts'), '--local', '--out', again];
  await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], {
    cwd: os.tmpdir(),
    env: { ...process.env, TZ: 'Pacific/Auckland', NODE_OPTIONS: '' },
  });

  const [first, second] = await Promise.all([readFile(zipPath(folder, here)), readFile(zipPath(again, here))]);
  expect(second.equals(first)).toBe(true);
});

test('a build that fails leaves no zip behind that could be deployed instead', async () => {
  const handler = path.join(folder, 'handler');
  const out = path.join(folder, 'refused');
  const [target] = LAMBDA_TARGETS;
  if (target === undefined) throw new Error('There is no target.');
  await mkdir(path.join(handler, 'src'), { recursive: true });
  await writeFile(path.join(handler, 'src', 'process.ts'), 'export const handler = () => "";');
  await cp(path.join(PROJECT, 'handler/runtime'), path.join(handler, 'runtime'), { recursive: true });
  await mkdir(out);
  await writeFile(zipPath(out, target), 'the zip of yesterday');
  const impossible = { ...target, cpu: 'riscv' as 'arm64' };

  await expect(buildZips([impossible], out, { handler })).rejects.toThrow(
    'binding of sharp (*.node) for linux riscv glibc',
  );
  await expect(readFile(zipPath(out, target))).rejects.toThrow('ENOENT');
});
