import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { compareKeys, createKeys, type Prefixes } from '../../../handler/src/keys.ts';
import { listingsOf } from '../../../handler/src/sweep/listings.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';

/** Characters whose order differs between UTF-8 and UTF-16, around the slash, and ordinary ones. */
const name = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '0', '\u{ffff}', '🖼'), minLength: 1, maxLength: 3 });
const folder = fc.array(name, { minLength: 1, maxLength: 2 }).map((segments) => `${segments.join('/')}/`);
/** None within another. */
const folders = fc
  .uniqueArray(folder, { maxLength: 4 })
  .filter((all) => !all.some((one) => all.some((other) => one !== other && one.startsWith(other))));
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));

async function collect(listing: AsyncIterable<{ key: string }>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of listing) keys.push(key);
  return keys;
}

test('originals of several folders are listed once each, in the order of their keys, from any key on', async () => {
  await fc.assert(
    fc.asyncProperty(
      folders,
      fc.uniqueArray(path, { maxLength: 20 }),
      fc.option(path),
      fc.constantFrom('', 'originals/'),
      fc.boolean(),
      async (chosen, paths, after, originals, said) => {
        const prefixes: Prefixes = {
          originals,
          variants: 'variants/',
          manifests: 'manifests/',
          locks: 'locks/',
          // No list and an empty one both mean all.
          ...((said || chosen.length > 0) && { folders: chosen }),
        };
        const keys = createKeys(prefixes);
        const bucket = createBucket();
        for (const each of paths) bucket.put(originals + each, 'bytes');
        const { list, find } = listingsOf({
          client: createMemoryClient(bucket),
          bucket: bucket.name,
          variantsBucket: bucket.name,
          prefixes,
          keys,
        });
        const watched = paths.filter((each) => chosen.length === 0 || chosen.some((one) => each.startsWith(one)));
        const behind = watched.filter((each) => after === null || compareKeys(each, after) > 0).sort(compareKeys);
        expect(await collect(list('originals', after))).toEqual(behind);
        expect((await find(paths)).map(({ key }) => key)).toEqual(watched);
        expect(paths.filter((each) => keys.pathOfOriginal(keys.original(each)) !== null)).toEqual(watched);
      },
    ),
  );
});
