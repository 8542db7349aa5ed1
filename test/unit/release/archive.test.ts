import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { LAMBDA_TARGETS } from '../../../handler/build/targets.ts';
import { run, type RunOptions } from '../../../local/run.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { unzip } from '../../support/unzip.ts';

const PROJECT = path.resolve(import.meta.dirname, '../../..');
const RELEASE = ['--disable-warning=ExperimentalWarning', path.join(PROJECT, 'scripts', 'release.ts')];
const VERSION = (JSON.parse(await readFile(path.join(PROJECT, 'package.json'), 'utf8')) as { version: string }).version;

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const release = async (out: string, more: readonly string[] = [], options: Partial<RunOptions> = {}): Promise<void> => {
  await run(process.execPath, [...RELEASE, VERSION, '--draft', '--out', out, ...more], { cwd: PROJECT, ...options });
};

let folder = '';
let files: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  folder = await temporaryFolder();
  await release(folder);
  files = await unzip(path.join(folder, `terraform-aws-darkroom-${VERSION}.zip`));
});

describe('the archive of a version', () => {
  test('contains the module, its zips and the viewer function, where the module expects them', () => {
    const needed = [
      'main.tf',
      'modules/bucket/main.tf',
      'LICENSE',
      'CHANGELOG.md',
      'dist/edge.js',
      'dist/darkroom-playground.zip',
      'dist/sbom.cdx.json',
    ];
    const zips = LAMBDA_TARGETS.flatMap(({ name }) => [
      `dist/darkroom-${name}.zip`,
      `dist/darkroom-${name}.zip.sha256`,
    ]);
    expect([...files.keys()]).toEqual(expect.arrayContaining([...needed, ...zips]));
  });

  test('holds neither tests nor sources of functions nor anything that is not under version control', () => {
    const names = [...files.keys()];
    expect(names.filter((name) => /(^|\/)(tests?|node_modules|\.terraform|\.local)\//.test(name))).toEqual([]);
    expect(names.filter((name) => /^(handler|edge|local|ops|scripts)\//.test(name))).toEqual([]);
  });

  test('names the digest of every file as sha256sum reads it, and of itself beside it', async () => {
    const sums = (files.get('SHA256SUMS')?.toString() ?? '').trim().split('\n');
    const others = [...files].filter(([name]) => name !== 'SHA256SUMS');
    expect(new Set(sums)).toEqual(new Set(others.map(([name, bytes]) => `${digestOf(bytes)}  ${name}`)));

    const archive = `terraform-aws-darkroom-${VERSION}.zip`;
    const beside = await readFile(path.join(folder, `${archive}.sha256`), 'utf8');
    expect(beside).toBe(`${digestOf(await readFile(path.join(folder, archive)))}  ${archive}\n`);
  });

  test('is the same, byte for byte, when it is made again, in another time zone and from another folder', async () => {
    const again = await temporaryFolder();
    const env = { ...process.env, TZ: 'Pacific/Auckland' };
    await release(again, ['--only-archive'], { cwd: os.tmpdir(), env });
    const archive = `terraform-aws-darkroom-${VERSION}.zip`;
    expect(digestOf(await readFile(path.join(again, archive)))).toBe(
      digestOf(await readFile(path.join(folder, archive))),
    );
  });
});

test('beside it is the npm package of the client, in the same version, with its declarations and no source', async () => {
  const archive = path.join(folder, `darkroom-client-${VERSION}.tgz`);
  const listed = (await run('tar', ['-tzf', archive], { cwd: folder })).split('\n');
  const needed = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts', 'dist/refused.js'];
  expect(listed).toEqual(expect.arrayContaining(needed.map((name) => `package/${name}`)));
  expect(listed.filter((name) => /\.ts$/.test(name) && !name.endsWith('.d.ts'))).toEqual([]);
  const manifest = await run('tar', ['-xzOf', archive, 'package/package.json'], { cwd: folder });
  expect(JSON.parse(manifest)).toMatchObject({ name: 'darkroom-client', version: VERSION });
});

describe('its bill of materials', () => {
  interface Bom {
    components: { name: string; version: string; purl: string; licenses?: unknown[]; hashes?: unknown[] }[];
  }
  const bom = (): Bom => JSON.parse(files.get('dist/sbom.cdx.json')?.toString() ?? '{}') as Bom;

  test('names what the zips carry, with licences and digests, and what is linked into libvips', () => {
    const npm = bom().components.filter(({ purl }) => purl.startsWith('pkg:npm/'));
    const names = npm.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'sharp',
        'zod',
        '@aws-sdk/client-s3',
        ...LAMBDA_TARGETS.map(({ cpu }) => `@img/sharp-linux-${cpu}`),
      ]),
    );
    expect(npm.filter(({ licenses = [], hashes = [] }) => licenses.length === 0 || hashes.length === 0)).toEqual([]);
    const linked = bom().components.map(({ purl }) => purl.replace(/@.*/, ''));
    expect(linked).toEqual(expect.arrayContaining(['pkg:generic/heif', 'pkg:generic/webp', 'pkg:generic/vips']));
  });

  test('names nothing that only the tests need, or other platforms', () => {
    const names = bom().components.map(({ name }) => name);
    expect(names.filter((name) => /jest|esbuild|darwin|win32|musl/.test(name))).toEqual([]);
  });
});

test('a version that the sources do not name is refused, with all that is to be done', async () => {
  const refused = run(process.execPath, [...RELEASE, '99.0.0', '--out', folder], { cwd: PROJECT });
  await expect(refused).rejects.toThrow(
    /package\.json says version[^]*version\.tf says[^]*CHANGELOG\.md has no section/,
  );
});
