import '../../support/images/two-threads.ts';

import { expect, test } from '@jest/globals';
import sharp from 'sharp';

import { makeVariants } from '../../../handler/src/image/make.ts';
import { variantNames } from '../../../handler/src/image/names.ts';
import type { MadeVariant } from '../../../handler/src/image/types.ts';
import { animation, photo, plain, screenshot, toSharp } from '../../support/images/pixels.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';

const FORMATS = { formats: ['webp' as const, 'avif' as const] };
const PRESETS = {
  large: preset(120, 90, FORMATS),
  odd: preset(83, 51, { ...FORMATS, position: 'attention' }),
  padded: preset(60, 90, { ...FORMATS, fit: 'contain' }),
  small: preset(60, 45, { ...FORMATS, animated: true }),
};
const ORIGINALS = {
  photograph: () => toSharp(photo(240, 180)).jpeg().toBuffer(),
  screenshot: () => toSharp(screenshot(240, 180)).png().toBuffer(),
  animation: () =>
    animation([plain(150, 100, [9, 90, 200]), plain(150, 100, [200, 90, 9])])
      .gif()
      .toBuffer(),
};

test('the encoders run on one thread, or the bytes of an AVIF would depend on the machine', () => {
  expect(sharp.concurrency()).toBe(1);
});

test.each(Object.entries(ORIGINALS))('of one %s, the bytes are the same every time', async (_, original) => {
  const bytes = await original();
  const [first, ...others] = await Promise.all(
    [1, 2].map(() => makeVariants({ bytes, presets: PRESETS, limits: LIMITS })),
  );
  const again = await makeVariants({ bytes, presets: PRESETS, limits: LIMITS });
  for (const made of [...others, again]) expect(digest(made.variants)).toEqual(digest(first?.variants ?? []));
});

test.each(Object.entries(ORIGINALS))(
  'of one %s, the bytes do not depend on what else is wanted',
  async (_, original) => {
    const bytes = await original();
    const all = digest((await makeVariants({ bytes, presets: PRESETS, limits: LIMITS })).variants);
    for (const { name } of variantNames(PRESETS)) {
      const { variants } = await makeVariants({ bytes, presets: PRESETS, limits: LIMITS, only: [name] });
      expect(digest(variants)).toEqual(all.filter((each) => each.startsWith(`${name} `)));
    }
  },
);

test('what is wanted comes in manifest order', async () => {
  const { variants } = await makeVariants({
    bytes: await ORIGINALS.photograph(),
    presets: PRESETS,
    limits: LIMITS,
    only: ['small', 'large~webp', 'large'],
  });
  expect(variants.map(({ name }) => name)).toEqual(['large', 'large~webp', 'small']);
});

test('a variant that the presets do not define is refused by name', async () => {
  const made = makeVariants({
    bytes: await ORIGINALS.photograph(),
    presets: { a: preset(1, 1) },
    limits: LIMITS,
    only: ['b~webp'],
  });
  await expect(made).rejects.toThrow('The presets define no variant b~webp; they define a.');
});

test('what comes out survives a structured clone', async () => {
  const made = await makeVariants({
    bytes: await ORIGINALS.photograph(),
    presets: { a: preset(40, 30) },
    limits: LIMITS,
  });
  expect(structuredClone(made)).toEqual(made);
  expect(made.timings.probe + made.timings.decode + made.timings.encode).toBeGreaterThan(0);
});

function digest(variants: readonly MadeVariant[]): string[] {
  return variants.map(
    ({ name, contentType, bytes }) => `${name} ${contentType} ${Buffer.from(bytes).toString('base64')}`,
  );
}
