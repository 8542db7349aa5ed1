import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';

import type { Entry } from './zip.ts';

/** A third party's code in a zip. */
export interface Package {
  readonly name: string;
  readonly version: string;
}

/** The part of a path that leads to the npm package a file belongs to; its first group is the package's name. */
export const PACKAGE_ROOT = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/;

const MANIFEST = /^node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/;

/** The npm packages of which esbuild took something into the bundle; `folder` is what the metafile's paths are relative to. */
export async function bundledPackages({ outputs }: Metafile, folder: string): Promise<Package[]> {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [input] : [])),
  );
  const roots = new Set(inputs.flatMap((input) => PACKAGE_ROOT.exec(input)?.[0] ?? []));
  return Promise.all(
    [...roots].sort().map(async (root) => {
      return packageOf(await readFile(path.resolve(folder, root, 'package.json'), 'utf8'));
    }),
  );
}

/** The npm packages that a zip carries as they are. */
export function carriedPackages(entries: readonly Entry[]): Package[] {
  return entries.flatMap(({ name, bytes }) => (MANIFEST.test(name) ? [packageOf(bytes.toString())] : []));
}

/** The libraries that are linked into a zip's libvips, by their upstream names. */
export function nativeLibraries(entries: readonly Entry[]): Package[] {
  const lists = entries.filter(({ name }) => /^node_modules\/@img\/sharp-libvips-[^/]+\/versions\.json$/.test(name));
  return lists.flatMap(({ bytes }) =>
    Object.entries(JSON.parse(bytes.toString()) as Record<string, string>).map(([name, version]) => ({
      name,
      version,
    })),
  );
}

function packageOf(manifest: string): Package {
  const { name, version } = JSON.parse(manifest) as Package;
  return { name, version };
}
