import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { Rejection } from '../../handler/src/errors.ts';
import { guardedMakeVariants } from '../../handler/src/image/guard/index.ts';
import { decodePictures } from '../../handler/src/image/pictures.ts';
import { probe } from '../../handler/src/image/probe.ts';
import { LIMIT_DEFAULTS as limits } from '../../handler/src/limits.ts';
import { preset } from '../support/images/presets.ts';
import type { Picture } from './pictures.ts';

/** The whole picture, and one of the size at which people see it first. */
const WHOLE = { whole: preset(8_192, 8_192, { fit: 'inside' }) };
const SMALL = { small: preset(160, 160, { fit: 'inside', formats: ['webp', 'avif'] }) };

const ALLOWANCE = { deadlineMs: 120_000, memoryMb: 2_000 };

/** What became of a picture. */
export type Outcome = Picture &
  (
    | { readonly rejected: string; readonly message: string }
    | {
        readonly raster: string;
        readonly width: number;
        readonly height: number;
        readonly channels: number;
        readonly degraded: boolean;
        /** Files of its variants. */
        readonly variants: readonly string[];
      }
  );

/** Makes a picture in the guarded process, as a function does, and writes its pixels and variants into a folder. */
export async function outcomeOf(picture: Picture, folder: string, index: number): Promise<Outcome> {
  const bytes = new Uint8Array(await readFile(picture.file));
  try {
    const made = await guardedMakeVariants({ bytes, presets: SMALL, limits }, ALLOWANCE);
    const variants = await Promise.all(
      made.variants.map(async ({ name, contentType, bytes: content }) => {
        const file = path.join(folder, `${index}-${name}.${contentType.split('/')[1] ?? ''}`);
        await writeFile(file, content);
        return file;
      }),
    );
    const probed = await probe(bytes, limits);
    const decoded = await decodePictures(bytes, probed, WHOLE, limits, undefined, ['whole'], () => {
      throw new Error('No overlay is used.');
    });
    const { data, width, height, channels } = await decoded.picture('whole');
    const raster = path.join(folder, `${index}.raw`);
    await writeFile(raster, data);
    return { ...picture, raster, width, height, channels, degraded: made.image.degraded, variants };
  } catch (error) {
    if (error instanceof Rejection) return { ...picture, rejected: error.code, message: error.message };
    throw error;
  }
}
