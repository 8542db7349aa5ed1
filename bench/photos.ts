import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

import { generatePhoto } from './generate.ts';

export interface Photo {
  readonly name: string;
  readonly megapixels: number;
  readonly bytes: Uint8Array;
}

const GENERATED = [
  { name: '3 MP', width: 2048, height: 1536 },
  { name: '6 MP', width: 3000, height: 2000 },
  { name: '8 MP', width: 3264, height: 2448 },
  { name: '24 MP', width: 6000, height: 4000 },
] as const;

async function describe(name: string, bytes: Uint8Array): Promise<Photo> {
  const { width, height } = await sharp(bytes).metadata();
  return { name, megapixels: (width * height) / 1e6, bytes };
}

/**
 * The JPEGs of a folder, smallest image first; without a folder, generated ones of 3, 6, 8 and 24 megapixels.
 * Throws if the folder cannot be read or contains no JPEG.
 */
export async function loadPhotos(folder: string | undefined): Promise<Photo[]> {
  if (folder === undefined) {
    return Promise.all(
      GENERATED.map(async ({ name, width, height }) => describe(name, await generatePhoto(width, height))),
    );
  }
  const files = (await readdir(folder)).filter((file) => /\.jpe?g$/i.test(file));
  if (files.length === 0) throw new Error(`${folder} contains no .jpg or .jpeg file.`);
  const photos = await Promise.all(files.map(async (file) => describe(file, await readFile(join(folder, file)))));
  return photos.sort((a, b) => a.megapixels - b.megapixels);
}
