import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { createStore, isMadeFrom } from '../../../handler/src/store/index.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { REJECTED as manifest } from '../../support/manifest.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';
import { CACHE_CONTROL, KEYS, LIMITS, makeVariants, PRESETS } from '../../support/simulation/index.ts';

type ClientOptions = Parameters<typeof createMemoryClient>[1];

function open(options: ClientOptions = {}, bucketOptions: Parameters<typeof createBucket>[0] = {}) {
  const bucket = createBucket(bucketOptions);
  const client = createMemoryClient(bucket, options);
  return { bucket, store: createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: CACHE_CONTROL }) };
}

const origin = { original: 'e1', recipe: 'd1' };
const { variants: made } = await makeVariants({ bytes: Buffer.from('x'), presets: PRESETS, limits: LIMITS });
const variant = { ...assertPresent(made[0]), bytes: Buffer.from('bytes') };

describe('an original', () => {
  test('is known by ETag, version and length', async () => {
    const { bucket, store } = open();
    const { etag, version } = bucket.put('originals/a', 'hello');
    expect(await store.originals.head('a')).toEqual({ etag: etag.replaceAll('"', ''), version, bytes: 5 });
  });

  test('is known by its time of change where the bucket keeps no versions', async () => {
    const { bucket, store } = open({}, { versioned: false, now: () => 1_234_567 });
    bucket.put('originals/a', 'hello');
    expect(await store.originals.head('a')).toMatchObject({ version: new Date(1_234_000).toISOString() });
  });

  test.each([false, true])('that is missing is missing, whether S3 says 404 or (%s) 403', async (hidesMissing) => {
    const { bucket, store } = open({ hidesMissing });
    bucket.put('originals/a/b', 'another that begins with its key');
    expect(await store.originals.head('a')).toBeNull();
  });

  test('that may not be read is not taken for missing', async () => {
    const { bucket, store } = open({ hidesMissing: true, denies: (key) => key === 'originals/a b' });
    bucket.put('originals/a b', 'hello');
    await expect(store.originals.head('a b')).rejects.toThrow('AccessDenied');
    await expect(store.originals.read('a b', { etag: 'e', version: 'v', bytes: 5 })).rejects.toThrow('AccessDenied');
  });

  test('is read as it was seen, or not at all', async () => {
    const { bucket, store } = open();
    bucket.put('originals/a', 'one');
    const seen = assertPresent(await store.originals.head('a'));
    expect(Buffer.from(assertPresent(await store.originals.read('a', seen))).toString()).toBe('one');
    bucket.put('originals/a', 'two');
    expect(await store.originals.read('a', seen)).toBeNull();
    bucket.put('originals/a', 'one');
    expect(await store.originals.read('a', seen)).toBeNull();
    bucket.delete('originals/a');
    expect(await store.originals.read('a', seen)).toBeNull();
  });

  test('whose body ends early is an error, not an image', async () => {
    const { bucket, store } = open();
    bucket.put('originals/a', 'one');
    const seen = assertPresent(await store.originals.head('a'));
    await expect(store.originals.read('a', { ...seen, bytes: 4 })).rejects.toThrow('ended after 3 of 4 bytes');
  });
});

describe('the variants of a path', () => {
  test('are listed without those of paths below, page after page', async () => {
    const { bucket, store } = open({ pageSize: 2 });
    const names = ['1', '2', '3', '4', '5'];
    for (const name of names) bucket.put(`variants/a/${name}`, name);
    bucket.put('variants/a/b/1', 'of a/b');
    bucket.put('variants/a2/1', 'of a2');
    expect((await store.variants.list('a')).map(({ name }) => name)).toEqual(names);
  });

  test('are found under any path there is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 20 }), async (path) => {
        const { bucket, store } = open();
        await store.variants.putIfAbsent(path, variant, origin);
        expect(bucket.keys()).toEqual([KEYS.variant(path, variant.name)]);
        const [listed] = await store.variants.list(path);
        expect(listed?.name).toBe(variant.name);
        await store.variants.delete(path, variant.name, assertPresent(listed).etag);
        expect(bucket.keys()).toEqual([]);
      }),
    );
  });

  test('carry what a browser and an operator need to know', async () => {
    const { bucket, store } = open();
    await store.variants.putIfAbsent('a', variant, origin);
    expect(bucket.get(KEYS.variant('a', variant.name))).toMatchObject({
      contentType: 'image/jpeg',
      cacheControl: CACHE_CONTROL,
      metadata: { 'darkroom-original': 'e1', 'darkroom-recipe': 'd1' },
    });
  });

  test('have metadata that no header can be smuggled into', async () => {
    const { bucket, store } = open();
    await store.variants.putIfAbsent('a', variant, { original: 'e\r\nX-Evil: é', recipe: 'd'.repeat(5000) });
    const { metadata = {} } = bucket.get(KEYS.variant('a', variant.name)) ?? {};
    expect(metadata['darkroom-original']).toBe('e??X-Evil:??');
    expect(metadata['darkroom-recipe']).toHaveLength(256);
  });

  test('are stored once where they are stored only if absent', async () => {
    const { bucket, store } = open();
    expect(await store.variants.putIfAbsent('a', variant, origin)).toMatchObject({ size: 5, origin });
    expect(await store.variants.putIfAbsent('a', { ...variant, bytes: Buffer.from('late') }, origin)).toBeNull();
    expect(Buffer.from(assertPresent(bucket.get(KEYS.variant('a', variant.name))).body).toString()).toBe('bytes');
  });

  test('are deleted only as they were seen', async () => {
    const { bucket, store } = open();
    const { etag } = assertPresent(await store.variants.putIfAbsent('a', variant, origin));
    const newer = assertPresent(
      await store.variants.replace('a', { ...variant, bytes: Buffer.from('newer') }, origin, etag),
    );
    expect(await store.variants.delete('a', variant.name, etag)).toBe(false);
    expect(bucket.keys()).toHaveLength(1);
    expect(await store.variants.delete('a', variant.name, newer.etag)).toBe(true);
    expect(await store.variants.delete('a', variant.name, newer.etag)).toBe(false);
  });
});

describe('a manifest', () => {
  test('is read as it was written', async () => {
    const { store } = open({ hidesMissing: true });
    expect(await store.manifests.read('a')).toBeNull();
    expect(await store.manifests.write('a', { ...manifest, variants: [] }, null)).toBe(true);
    expect(await store.manifests.read('a')).toEqual(manifest);
    expect(await store.manifests.delete('a', assertPresent((await store.manifests.see('a')).etag))).toBe(true);
    expect(await store.manifests.see('a')).toEqual({ manifest: null, etag: null });
  });

  test('is written and deleted only in place of what was seen', async () => {
    const { bucket, store } = open();
    await store.manifests.write('a', { ...manifest, variants: [] }, null);
    const { etag } = await store.manifests.see('a');
    const other = { ...manifest, presets: 'other', variants: [] as [] };
    expect(await store.manifests.write('a', other, null)).toBe(false);
    expect(await store.manifests.write('a', other, 'another')).toBe(false);
    expect(await store.manifests.delete('a', 'another')).toBe(false);
    expect(await store.manifests.read('a')).toEqual(manifest);
    expect(await store.manifests.write('a', other, etag)).toBe(true);
    expect(await store.manifests.write('a', other, etag)).toBe(false);
    bucket.delete('manifests/a.json');
    expect(await store.manifests.write('a', other, etag)).toBe(false);
    expect(await store.manifests.delete('a', assertPresent(etag))).toBe(false);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a manifest of another path', JSON.stringify({ ...manifest, path: 'b' })],
    ['a manifest of a later schema', JSON.stringify({ ...manifest, schema: 2 })],
    ['more than any manifest', ' '.repeat(1_048_577)],
  ])('that holds %s is there, but not believed', async (_what, text) => {
    const { bucket, store } = open();
    bucket.put('manifests/a.json', text);
    expect(await store.manifests.read('a')).toBe('unreadable');
  });
});

describe('a lock', () => {
  test('has one holder at a time, and only its holder or its heir releases it', async () => {
    const { store } = open();
    const first = await store.locks.acquire('a', 'wide');
    expect(await store.locks.acquire('a', 'wide')).toBeNull();
    const second = await store.locks.takeOver('a', 'wide', assertPresent(first));
    expect(second).toEqual(expect.any(String));
    expect(await store.locks.takeOver('a', 'wide', assertPresent(first))).toBeNull();
    expect(await store.locks.release('a', 'wide', assertPresent(first))).toBe(false);
    expect(await store.locks.list('a')).toEqual([expect.objectContaining({ name: 'wide', etag: second })]);
    expect(await store.locks.release('a', 'wide', assertPresent(second))).toBe(true);
    expect(await store.locks.list('a')).toEqual([]);
  });

  test('has exactly one holder among concurrent requests', async () => {
    const { store } = open();
    const held = await Promise.all(Array.from({ length: 50 }, () => store.locks.acquire('a', 'wide')));
    expect(held.filter((etag) => etag !== null)).toHaveLength(1);
  });
});

test('a bucket that is not there is an error, and nothing is taken for missing', async () => {
  const client = createMemoryClient(createBucket({ name: 'another' }));
  const store = createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: CACHE_CONTROL });
  await expect(store.variants.list('a')).rejects.toThrow('NoSuchBucket');
});

test.each([
  ['as wanted', {}, true],
  ['of another original', { origin: { original: 'e2', recipe: 'd1' } }, false],
  ['by another recipe', { origin: { original: 'e1', recipe: 'd2' } }, false],
  ['to be cached otherwise', { cacheControl: 'no-store' }, false],
])('a stored variant %s', (_what, change, expected) => {
  const stored = { origin, cacheControl: CACHE_CONTROL, ...change };
  expect(isMadeFrom(stored, { ...origin, cacheControl: CACHE_CONTROL })).toBe(expected);
});

test('nothing is made by a recipe that there is not, not even what does not tell its own', () => {
  const origin = { original: 'e', recipe: '' };
  const stored = { origin, cacheControl: CACHE_CONTROL };
  expect(isMadeFrom(stored, { ...origin, recipe: null, cacheControl: CACHE_CONTROL })).toBe(false);
});
