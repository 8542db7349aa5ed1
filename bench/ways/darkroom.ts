import { makeVariants } from '../../handler/src/image/index.ts';
import { LIMITS } from '../presets.ts';
import type { Way } from './way.ts';

/** What the function calls, with all of its checks. */
export const darkroom: Way = {
  letter: 'c',
  title: 'Darkroom',
  run: async (photo, presets) => (await makeVariants(photo, presets, LIMITS)).variants,
};
