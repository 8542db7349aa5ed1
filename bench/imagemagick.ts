import { access, constants, open } from 'node:fs/promises';
import { delimiter, join, sep } from 'node:path';
import { execa } from 'execa';

export interface ImageMagick {
  /** In the form of gm's `subClass`. */
  readonly options: { readonly imageMagick: true | '7+'; readonly appPath: string };
  /** For example `ImageMagick 6.9.11-60`. */
  readonly version: string;
}

/** A wrapper's start-up time would count as ImageMagick's. */
async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
  } catch {
    return false;
  }
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString('latin1') !== '#!';
  } finally {
    await handle.close();
  }
}

/** The first ImageMagick on the PATH, version 7 before 6. Throws, with installation instructions, if there is none. */
export async function findImageMagick(): Promise<ImageMagick> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const [program, imageMagick] of [['magick', '7+'] as const, ['convert', true] as const]) {
    for (const folder of folders) {
      const file = join(folder, program);
      if (!(await isProgram(file))) continue;
      const { stdout } = await execa(file, ['-version'], { reject: false });
      const version = /^Version: (ImageMagick \S+)/m.exec(stdout)?.[1];
      if (version !== undefined) return { options: { imageMagick, appPath: `${folder}${sep}` }, version };
    }
  }
  throw new Error(
    'No ImageMagick on the PATH. The benchmark needs it: run "apt-get install imagemagick" or "brew install imagemagick", then try again.',
  );
}
