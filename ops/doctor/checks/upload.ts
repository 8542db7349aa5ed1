import type { Check } from '../check.ts';
import { Wrong } from '../check.ts';
import { secondsOf } from '../pace.ts';

/** Name of the sample shared by checks that do not modify it. */
export const MAIN = 'photo.jpg';

export const upload: Check = {
  id: 'upload',
  title: 'The variants of an upload are made',
  expected: 'a manifest with status "ready", and all variants that it names in the bucket',
  advice:
    "Search the process function's log for the path, and check the process queue. `Task timed out`, `AccessDenied` " +
    'and init errors indicate the cause.',
  needs: ['configuration', 'delivery', 'rights'],
  run: async ({ stack, samples }) => {
    const start = performance.now();
    const { path, manifest } = await samples.make(MAIN);
    const seconds = secondsOf(performance.now() - start);
    const planned = Object.entries(stack.config.presets).filter(([, { make }]) => make === 'upload');
    const made = new Set(manifest.variants.map(({ preset }) => preset));
    const absent = planned.filter(([preset]) => !made.has(preset)).map(([preset]) => preset);
    if (absent.length > 0) throw new Wrong(`the manifest of ${path} names no variant of ${absent.join(', ')}`);
    const read = await Promise.all(manifest.variants.map(({ name }) => samples.variant(path, name)));
    const unread = manifest.variants.filter(({ bytes }, index) => read[index]?.length !== bytes);
    if (unread.length > 0) {
      const names = unread.map(({ name }) => name).join(', ');
      throw new Wrong(
        `the manifest of ${path} names ${names}, but the bucket does not contain them in the stated size`,
      );
    }
    return `${read.length} variants of ${planned.length} presets, ${seconds} s after the start of the upload`;
  },
};
