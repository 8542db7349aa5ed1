import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file to upload. */
export interface Photo {
  file: string;
  /** Its path in the bucket, below the originals prefix: the one below the folder, with `/`. */
  path: string;
  bytes: number;
}

/**
 * Every file of a folder and the folders in it but hidden ones, whatever it is called: what is no image is worth seeing
 * rejected.
 *
 * @throws when there is no such folder or nothing in it.
 */
export async function findPhotos(folder: string): Promise<Photo[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new Error(`PHOTOS has to be a folder that can be read, but it is ${folder}.`, { cause: error });
  });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.split(path.sep).some((segment) => segment.startsWith('.')))
    .sort();
  if (files.length === 0) throw new Error(`PHOTOS has to be a folder with photographs, but ${folder} is empty.`);
  return Promise.all(
    files.map(async (name) => {
      const file = path.join(folder, name);
      return { file, path: name.replaceAll(path.sep, '/'), bytes: (await stat(file)).size };
    }),
  );
}
