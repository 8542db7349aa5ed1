import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { allowanceOf } from '../../handler/src/image/guard/allowance.ts';
import { guardWith } from '../../handler/src/image/guard/guard.ts';
import { makeVariants } from '../../handler/src/image/make.ts';
import { DEFAULT_LIMITS } from '../../test/support/images/presets.ts';
import { FUNCTION } from '../function-config.ts';
import type { Way } from './way.ts';

/** The image part with all its checks. */
export const darkroom: Way = {
  letter: 'c',
  title: 'Darkroom',
  run: async (photo, presets, only) =>
    (await makeVariants({ bytes: photo, presets, limits: DEFAULT_LIMITS, only })).variants,
};

/**
 * The same as the function calls it: in a process that can be killed, with the images passed between processes.
 * @param unpacked folder with the function's unpacked zip, whose worker is used
 */
export function guardedDarkroom(unpacked: string): { way: Way; close: () => void } {
  const guard = guardWith(pathToFileURL(join(unpacked, 'image-worker.mjs')));
  const allowance = allowanceOf(FUNCTION);
  const way: Way = {
    letter: 'e',
    title: 'Darkroom, in its worker',
    run: async (photo, presets, only) =>
      (await guard.makeVariants({ bytes: photo, presets, limits: DEFAULT_LIMITS, only }, allowance)).variants,
  };
  return { way, close: guard.close };
}
