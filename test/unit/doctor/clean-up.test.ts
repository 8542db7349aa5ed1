import { DeleteObjectCommand, DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { createKeys } from '../../../handler/src/keys.ts';
import { cleanUp, type Traces } from '../../../ops/doctor/clean-up.ts';
import type { Stack } from '../../../ops/stack/stack.ts';

const prefixes = { originals: 'originals/', variants: 'variants/', manifests: 'manifests/', locks: 'locks/' };
const stack = { bucket: 'photos', variantsBucket: 'photos', config: { prefixes } } as Stack;
const folder = 'darkroom-doctor-1/';
const samples: Traces = { folder, keys: createKeys(prefixes), paths: new Set([`${folder}a.jpg`]) };
const pace = { interval: 1, patience: 50, signal: new AbortController().signal };
const mock = mockClient(S3Client);
const s3 = new S3Client({ region: 'eu-west-1' });
const key = `originals/${folder}a.jpg`;

beforeEach(() => {
  mock.reset();
  mock.on(DeleteObjectCommand).resolves({});
  mock.on(ListObjectVersionsCommand).resolves({});
  mock.on(DeleteObjectsCommand).resolves({});
});

test('versions are deleted before delete markers, because deleting a marker first restores the object', async () => {
  mock.on(ListObjectVersionsCommand, { Prefix: `originals/${folder}` }).resolves({
    EncodingType: 'url',
    Versions: [{ Key: key, VersionId: '1', IsLatest: false }],
    DeleteMarkers: [{ Key: key, VersionId: '2', IsLatest: true }],
  });
  expect(await cleanUp(s3, stack, samples, pace)).toBeNull();
  const deleted = mock.commandCalls(DeleteObjectsCommand).map(({ args: [{ input }] }) => input.Delete?.Objects);
  expect(deleted).toEqual([[{ Key: key, VersionId: '1' }], [{ Key: key, VersionId: '2' }]]);
  expect(mock.commandCalls(DeleteObjectCommand)[0]?.args[0].input).toEqual({ Bucket: 'photos', Key: key });
});

test('every page of a listing is read, and nothing outside its own folders is listed or deleted', async () => {
  mock.on(ListObjectVersionsCommand, { Prefix: `manifests/${folder}` }).resolves({
    EncodingType: 'url',
    Versions: [{ Key: `manifests/${folder}a%2B.json`, VersionId: '1', IsLatest: false }],
    NextKeyMarker: `manifests/${folder}a%2B.json`,
    NextVersionIdMarker: '1',
  });
  mock.on(ListObjectVersionsCommand, { Prefix: `manifests/${folder}`, VersionIdMarker: '1' }).resolves({
    EncodingType: 'url',
    Versions: [{ Key: `manifests/${folder}b.json`, VersionId: '2', IsLatest: false }],
  });
  expect(await cleanUp(s3, stack, samples, pace)).toBeNull();
  const [deleted] = mock.commandCalls(DeleteObjectsCommand).map(({ args: [{ input }] }) => input.Delete?.Objects);
  expect(deleted?.map(({ Key }) => Key)).toEqual([`manifests/${folder}a+.json`, `manifests/${folder}b.json`]);
  const listed = mock.commandCalls(ListObjectVersionsCommand).map(({ args: [{ input }] }) => input.Prefix ?? '');
  expect(listed.every((prefix) => prefix.includes(folder))).toBe(true);
});

test('an error while deleting is reported and not thrown', async () => {
  mock.on(ListObjectVersionsCommand, { Prefix: `originals/${folder}` }).resolves({
    Versions: [{ Key: key, VersionId: '1', IsLatest: false }],
  });
  mock.on(DeleteObjectsCommand).resolves({ Errors: [{ Key: key, Code: 'AccessDenied', Message: 'no' }] });
  expect(await cleanUp(s3, stack, samples, pace)).toContain('AccessDenied no');
  mock.on(DeleteObjectCommand).rejects(new Error('gone away'));
  expect(await cleanUp(s3, stack, samples, pace)).toContain('gone away');
});

test('no request is sent if nothing was uploaded', async () => {
  expect(await cleanUp(s3, stack, { ...samples, paths: new Set() }, pace)).toBeNull();
  expect(mock.calls()).toEqual([]);
});
