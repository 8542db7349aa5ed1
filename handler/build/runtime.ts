import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

import type { Target } from './targets.ts';
import type { Entry } from './zip.ts';

const MANIFESTS = ['package.json', 'package-lock.json'];

/** Left out of the zip: types, sources, headers, install scripts, documentation (except licences) and npm's own notes. */
const NOT_NEEDED = [
  /\.d\.[cm]?ts$/,
  /\.(md|map|h|cc|gyp|bnf)$/i,
  /^node_modules\/\.package-lock\.json$/,
  /^node_modules\/sharp\/(install|src|lib)\//,
  /^node_modules\/semver\/bin\//,
];
const LICENCE = /\/(LICEN[CS]E|THIRD-PARTY-NOTICES)[^/]*$|^node_modules\/@img\/sharp-libvips-[^/]+\/README\.md$/i;

/** The files of `node_modules` that the functions need at run time, for one target. */
export async function runtimeEntries(source: string, cache: string, target: Target): Promise<Entry[]> {
  const platform = [`--os=${target.os}`, `--cpu=${target.cpu}`, ...(target.libc ? [`--libc=${target.libc}`] : [])];
  const root = await installLocked(source, cache, `runtime-${target.name}`, platform);
  const files = await readdir(path.join(root, 'node_modules'), { recursive: true, withFileTypes: true });
  const names = files
    .filter((file) => file.isFile())
    .map((file) => path.relative(root, path.join(file.parentPath, file.name)).replaceAll(path.sep, '/'))
    .filter((name) => LICENCE.test(name) || !NOT_NEEDED.some((pattern) => pattern.test(name)));
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(path.join(root, name)) })));
}

/**
 * Installs the packages of the lockfile in `source`, without their scripts, or finds the installation that was made of it
 * earlier. Returns the folder that `node_modules` is in.
 */
export async function installLocked(
  source: string,
  cache: string,
  name: string,
  options: readonly string[] = [],
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(options));
  for (const manifest of MANIFESTS) hash.update(await readFile(path.join(source, manifest)));
  const installed = path.join(cache, `${name}-${hash.digest('hex').slice(0, 16)}`);
  if (await exists(installed)) return installed;

  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(path.join(cache, 'partial-'));
  try {
    for (const manifest of MANIFESTS) await cp(path.join(source, manifest), path.join(partial, manifest));
    await execa('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...options], { cwd: partial });
    await rename(partial, installed).catch(async (error: unknown) => {
      // Two builds at once: the other one was first, and made the same.
      if (!(await exists(installed))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return installed;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
