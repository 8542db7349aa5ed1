import { rm } from 'node:fs/promises';
import path from 'node:path';

import { bundle } from './bundle.ts';
import { checkContents, checkSize } from './check.ts';
import { heicEntries } from './heic.ts';
import { carriedPackages, nativeLibraries, type Package } from './packages.ts';
import { runtimeEntries } from './runtime.ts';
import type { Target } from './targets.ts';
import { versionEntry } from './version.ts';
import { pack, writeZip } from './zip.ts';

const HANDLER = path.dirname(import.meta.dirname);
const CACHE = path.join(path.dirname(HANDLER), '.local', 'build');

export interface Built {
  target: Target;
  /** Absolute path of the zip; its `.sha256` lies beside it. */
  file: string;
  bytes: number;
  /** The npm packages in it, bundled or carried as they are. */
  packages: readonly Package[];
  /** What is linked into its libvips. */
  libraries: readonly Package[];
}

/** Where the zip of a target lies in the folder `out`. */
export function zipPath(out: string, target: Target): string {
  return path.join(out, `darkroom-${target.name}.zip`);
}

/**
 * Makes `<out>/darkroom-<target>.zip` for each target, from the folder `handler` (its `src` and `runtime`).
 *
 * @param options.heic with the decoder of HEIC in `runtime-heic`
 * @throws when the bundle is over its budget, when sharp or one of its binaries is wrong, or when a zip is too large; an
 * older zip of a target does not survive that.
 */
export async function buildZips(
  targets: readonly Target[],
  out: string,
  { handler = HANDLER, heic = false }: { handler?: string; heic?: boolean } = {},
): Promise<Built[]> {
  const bundled = await bundle(handler);
  const decoder = heic ? await heicEntries(path.join(handler, 'runtime-heic'), CACHE) : [];
  const code = [...bundled.entries, await versionEntry(heic), ...decoder];
  return Promise.all(
    targets.map(async (target) => {
      const file = zipPath(out, target);
      try {
        const entries = [...code, ...(await runtimeEntries(path.join(handler, 'runtime'), CACHE, target))];
        checkContents(entries, target, heic);
        const zip = await pack(entries);
        checkSize(zip, target);
        await writeZip(file, zip);
        const packages = [...bundled.packages, ...carriedPackages(entries)];
        return { target, file, bytes: zip.length, packages, libraries: nativeLibraries(entries) };
      } catch (error) {
        await Promise.all([rm(file, { force: true }), rm(`${file}.sha256`, { force: true })]);
        throw error;
      }
    }),
  );
}
