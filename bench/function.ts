import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { build } from 'esbuild';
import { openPromise } from 'yauzl';

import { FOR_LAMBDA } from '../handler/build/bundle.ts';
import { localTarget } from '../handler/build/targets.ts';
import { buildZips } from '../handler/build/zips.ts';

async function unpack(zip: string, folder: string): Promise<void> {
  const archive = await openPromise(zip);
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const file = join(folder, entry.fileName);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await buffer(await archive.openReadStreamPromise(entry)));
  }
}

/**
 * Builds the function for this machine, unpacks it into an empty `folder`, as Lambda does, and adds `image.mjs`:
 * the image part alone, bundled the same way.
 */
export async function unpackFunction(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const [built] = await buildZips([localTarget()], `${folder}-zip`);
  if (built === undefined) throw new Error('The build made no zip for this machine: check the output of "make build".');
  await unpack(built.file, folder);
  await build({
    ...FOR_LAMBDA,
    entryPoints: [resolve(import.meta.dirname, '../handler/src/image/make.ts')],
    outfile: join(folder, 'image.mjs'),
    external: ['sharp'],
    write: true,
  });
}
