import { makeVariants } from '../../../handler/src/image/make.ts';
import type { ImageInfo, Limits, MadeVariant } from '../../../handler/src/image/types.ts';
import type { Presets } from '../../../handler/src/presets.ts';
import { LIMITS } from './presets.ts';

/** Variants by name, of bytes that are gone, as in the worker, once they are said to be needed no more. */
export async function make(
  bytes: Uint8Array,
  presets: Presets,
  only?: readonly string[],
  limits: Limits = LIMITS,
): Promise<{ image: ImageInfo; named: (name: string) => MadeVariant }> {
  const own = Uint8Array.from(bytes);
  const { image, variants } = await makeVariants({ bytes: own, presets, limits, only }, undefined, () => {
    own.buffer.transfer(0);
  });
  const named = (name: string): MadeVariant => {
    const found = variants.find((each) => each.name === name);
    if (found === undefined) throw new Error(`${name} was not made; ${variants.map((each) => each.name).join()} were.`);
    return found;
  };
  return { image, named };
}
