import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { parseManifest, type ReadyManifest } from '../../../handler/src/manifest.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { KEYS, PRESETS, reconcileHarness } from '../../support/simulation/index.ts';

const AWKWARD = [
  'a b.jpg',
  '1+1.jpg',
  '100%.jpg',
  'été/é.jpg',
  '_base32/c4g64.jpg',
  '//a.jpg',
  'a/b/photo-1.jpg',
  '~a.jpg',
];
const paths = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((path) => KEYS.problem(path, Object.keys(PRESETS)) === null),
);

async function manifestOf(path: string): Promise<{ manifest: ReadyManifest; stored: string[] }> {
  const { bucket, context, text } = reconcileHarness();
  bucket.put(KEYS.original(path), 'one');
  await reconcile(context, path);
  const manifest = parseManifest(JSON.parse(text(KEYS.manifest(path))));
  if (manifest?.status !== 'ready') throw new Error(`${JSON.stringify(path)} did not become ready.`);
  return { manifest, stored: bucket.keys('variants/') };
}

test('a manifest gives the location of its variants for any name of the original: prefix and name are the stored keys', async () => {
  await fc.assert(
    fc.asyncProperty(paths, async (path) => {
      const { manifest, stored } = await manifestOf(path);
      const keys = manifest.variants.map(({ name }) => manifest.variantsPrefix + name);
      expect(keys.length).toBeGreaterThan(1);
      expect(keys.toSorted()).toEqual(stored.toSorted());
    }),
  );
});
