import { readdir } from 'node:fs/promises';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', 'cdktf.out']);

/** All files under a folder whose name matches, sorted; without what tools install or generate. */
export async function findFiles(folder: string, name: RegExp): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory())
        return SKIPPED.has(entry.name) || entry.name.startsWith('.') ? [] : findFiles(file, name);
      return entry.isFile() && name.test(entry.name) ? [file] : [];
    }),
  );
  return found.flat().sort();
}
