import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file to upload. */
export interface Photo {
  file: string;
  /** Its path in the bucket without the originals prefix: its path relative to the folder, with `/`. */
  path: string;
  bytes: number;
}

/**
 * Every file of a folder and its subfolders except hidden ones, whatever its name: the demo also shows how non-images are
 * rejected.
 *
 * @throws if the folder does not exist or is empty.
 */
export async function findPhotos(folder: string): Promise<Photo[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new Error(`PHOTOS must be a readable folder, but it is ${folder}.`, { cause: error });
  });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.split(path.sep).some((segment) => segment.startsWith('.')))
    .sort();
  if (files.length === 0) throw new Error(`PHOTOS must be a folder with photos, but ${folder} is empty.`);
  return Promise.all(
    files.map(async (name) => {
      const file = path.join(folder, name);
      return { file, path: name.replaceAll(path.sep, '/'), bytes: (await stat(file)).size };
    }),
  );
}
