import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';

import { findPhotos } from '../../../local/demo/photos.ts';
import { temporaryFolder } from '../../support/temporary.ts';

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(path.join(folder, 'holiday', '.thumbnails'), { recursive: true });
  await mkdir(path.join(folder, 'empty'));
  for (const name of ['b.jpg', '.DS_Store', 'holiday/a b.heic', 'holiday/.thumbnails/a.jpg']) {
    await writeFile(path.join(folder, name), name);
  }
});

test('a folder of photographs is taken with the folders in it, and without what is hidden', async () => {
  const photos = await findPhotos(folder);
  expect(photos).toEqual([
    { file: path.join(folder, 'b.jpg'), path: 'b.jpg', bytes: 5 },
    { file: path.join(folder, 'holiday', 'a b.heic'), path: 'holiday/a b.heic', bytes: 16 },
  ]);
});

test('a folder that is not there or holds nothing is refused by name', async () => {
  const missing = path.join(folder, 'missing');
  await expect(findPhotos(missing)).rejects.toThrow(`PHOTOS must be a readable folder, but it is ${missing}.`);
  const empty = path.join(folder, 'empty');
  await expect(findPhotos(empty)).rejects.toThrow(`${empty} is empty.`);
});
