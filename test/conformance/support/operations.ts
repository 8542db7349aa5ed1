import assert from 'node:assert/strict';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import type { Manifest } from '../../../handler/src/manifest.ts';
import { LOCK_LIFE_SECONDS } from '../../../handler/src/reconcile/lock-life.ts';
import { createStore, type Store } from '../../../handler/src/store/index.ts';
import { walk } from '../../../handler/src/store/walk.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { CACHE_CONTROL, KEYS, LIMITS, makeVariants, PRESETS } from '../../support/simulation/index.ts';

export interface Setting {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly store: Store;
}

export const settingOf = (s3: S3Client, bucket: string): Setting => ({
  s3,
  bucket,
  store: createStore({ client: s3, bucket, keys: KEYS, cacheControl: CACHE_CONTROL }),
});

type Operation = (setting: Setting, path: string) => Promise<void>;

const origin = { original: 'e1', recipe: 'd1' };
const [made] = (await makeVariants({ bytes: Buffer.from('x'), presets: PRESETS, limits: LIMITS })).variants;
const variant = { ...assertPresent(made), bytes: Buffer.from('one') };
const other = { ...variant, bytes: Buffer.from('two') };
const manifest = (path: string): Manifest => ({
  schema: 1,
  status: 'rejected',
  path,
  original: { etag: 'e', version: 'v', bytes: 1 },
  presets: 'd',
  variants: [],
  rejection: { code: 'empty', message: 'Nothing in it.' },
});

const upload = ({ s3, bucket }: Setting, path: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket: bucket, Key: KEYS.original(path), Body }));

/** All operations of the store, each on a path without stored objects. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'an original that is missing is missing': async ({ store }, path) => {
    assert.equal(await store.originals.head(path), null);
  },
  'an original is known by ETag, version and length': async (setting, path) => {
    const { ETag, VersionId } = await upload(setting, path, 'hello');
    assert.deepEqual(await setting.store.originals.head(path), {
      etag: assertPresent(ETag).replaceAll('"', ''),
      version: VersionId,
      bytes: 5,
    });
  },
  'an original is read as it was seen, and not once it is another': async (setting, path) => {
    await upload(setting, path, 'hello');
    const seen = assertPresent(await setting.store.originals.head(path));
    assert.equal(Buffer.from(assertPresent(await setting.store.originals.read(path, seen))).toString(), 'hello');
    await upload(setting, path, 'hello');
    assert.equal(await setting.store.originals.read(path, seen), null);
    await upload(setting, path, 'other');
    assert.equal(await setting.store.originals.read(path, seen), null);
  },
  'a walk meets the original under its name, and goes on behind it': async (setting, path) => {
    await upload(setting, path, 'hello');
    await upload(setting, `${path}!`, 'behind it');
    const walked = new Map<string, number>();
    for await (const { key, bytes } of walk(setting.s3, setting.bucket, KEYS.original(path), null))
      walked.set(key, bytes);
    assert.deepEqual([walked.get(''), walked.get('!')], [5, 9]);
    const behind = [];
    for await (const { key } of walk(setting.s3, setting.bucket, KEYS.original(''), path)) behind.push(key);
    assert.ok(!behind.includes(path), 'what it starts behind is not met');
    assert.ok(behind.includes(`${path}!`), 'what comes behind it is met');
  },
  'a variant is stored once where it is stored only if absent': async ({ store }, path) => {
    const stored = assertPresent(await store.variants.putIfAbsent(path, variant, origin));
    assert.equal(await store.variants.putIfAbsent(path, other, origin), null);
    assert.equal(assertPresent(await store.variants.read(path, variant.name, 100)).etag, stored.etag);
  },
  'variants are listed without those of paths below': async ({ store }, path) => {
    const { etag } = assertPresent(await store.variants.putIfAbsent(path, variant, origin));
    await store.variants.putIfAbsent(`${path}/below`, variant, origin);
    const listed = await store.variants.list(path);
    assert.deepEqual(
      listed.map((each) => [each.name, each.etag]),
      [[variant.name, etag]],
    );
    assert.ok(Math.abs(Date.now() - assertPresent(listed[0]).modified) < 60_000, 'the time of change is now');
  },
  'a variant says what it was made from': async ({ store }, path) => {
    assert.equal(await store.variants.head(path, variant.name), null);
    await store.variants.putIfAbsent(path, variant, origin);
    assert.deepEqual(assertPresent(await store.variants.head(path, variant.name)).origin, origin);
  },
  'a variant is read with its headers, and without its bytes where they are too many': async ({ store }, path) => {
    await store.variants.putIfAbsent(path, variant, origin);
    const read = assertPresent(await store.variants.read(path, variant.name, 3));
    assert.deepEqual(
      { ...read, etag: '', bytes: Buffer.from(assertPresent(read.bytes)).toString() },
      { etag: '', contentType: 'image/jpeg', cacheControl: CACHE_CONTROL, size: 3, bytes: 'one', origin },
    );
    assert.equal(assertPresent(await store.variants.read(path, variant.name, 2)).bytes, null);
  },
  'a variant is replaced only as it was seen': async ({ store }, path) => {
    const { etag } = assertPresent(await store.variants.putIfAbsent(path, variant, origin));
    const replaced = assertPresent(await store.variants.replace(path, other, origin, etag));
    assert.notEqual(replaced.etag, etag);
    assert.equal(await store.variants.replace(path, variant, origin, etag), null);
    assert.equal(assertPresent(await store.variants.read(path, variant.name, 100)).etag, replaced.etag);
  },
  'a variant that is gone is not replaced': async ({ store }, path) => {
    assert.equal(await store.variants.replace(path, variant, origin, 'e'.repeat(32)), null);
    assert.equal(await store.variants.head(path, variant.name), null);
  },
  'a variant is deleted only as it was seen': async ({ store }, path) => {
    const { etag } = assertPresent(await store.variants.putIfAbsent(path, variant, origin));
    const replaced = assertPresent(await store.variants.replace(path, other, origin, etag));
    assert.equal(await store.variants.delete(path, variant.name, etag), false);
    assert.equal(await store.variants.delete(path, variant.name, replaced.etag), true);
    assert.deepEqual(await store.variants.list(path), []);
    assert.equal(await store.variants.delete(path, variant.name, replaced.etag), false);
  },
  'a manifest is written, read and deleted as it was seen': async ({ store }, path) => {
    assert.deepEqual(await store.manifests.see(path), { manifest: null, etag: null });
    assert.equal(await store.manifests.write(path, manifest(path), null), true);
    assert.equal(await store.manifests.write(path, manifest(path), null), false);
    const { manifest: read, etag } = await store.manifests.see(path);
    assert.deepEqual(read, manifest(path));
    assert.equal(await store.manifests.delete(path, 'e'.repeat(32)), false);
    assert.equal(await store.manifests.delete(path, assertPresent(etag)), true);
    assert.equal(await store.manifests.read(path), null);
  },
  'a lock has one holder, and is taken over as it was seen': async ({ store }, path) => {
    const first = assertPresent(await store.locks.acquire(path, 'wide'));
    assert.equal(await store.locks.acquire(path, 'wide'), null);
    const second = assertPresent(await store.locks.takeOver(path, 'wide', first));
    assert.notEqual(second, first);
    assert.equal(await store.locks.takeOver(path, 'wide', first), null);
    const [listed] = await store.locks.list(path);
    assert.equal(listed?.etag, second);
    assert.ok(Date.now() - assertPresent(listed).modified < LOCK_LIFE_SECONDS * 1000, 'it counts as held');
  },
  'a lock is concluded with a note, and released as it was seen': async ({ store }, path) => {
    const held = assertPresent(await store.locks.acquire(path, 'wide'));
    assert.equal(await store.locks.release(path, 'wide', 'e'.repeat(32)), false);
    assert.equal(await store.locks.conclude(path, 'wide', held, { state: 'failed' }), true);
    assert.equal(await store.locks.conclude(path, 'wide', held, { state: 'failed' }), false);
    const { etag, note } = assertPresent(await store.locks.read(path, 'wide'));
    assert.deepEqual(note, { state: 'failed' });
    assert.equal(await store.locks.release(path, 'wide', held), false);
    assert.equal(await store.locks.release(path, 'wide', etag), true);
    assert.deepEqual(await store.locks.list(path), []);
  },
};
