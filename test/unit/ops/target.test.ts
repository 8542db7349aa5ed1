import { expect, test } from '@jest/globals';

import { createKeys } from '../../../handler/src/keys.ts';
import { readTarget } from '../../../ops/explain/target.ts';

const prefixes = { originals: 'originals/', variants: 'variants/', manifests: 'manifests/', locks: 'locks/' };
const places = { bucket: 'photos', variantsBucket: 'photos', prefixes, cdn: 'https://img.example.com/images' };
const keys = createKeys(prefixes);

test.each([
  ['a/b c.jpg', { path: 'a/b c.jpg', name: undefined }],
  ['originals/a.jpg', { path: 'a.jpg', name: undefined }],
  ['s3://photos/originals/a.jpg', { path: 'a.jpg', name: undefined }],
  [keys.variant('a b.jpg', 'thumb~webp'), { path: 'a b.jpg', name: 'thumb~webp' }],
  ['manifests/a.jpg.json', { path: 'a.jpg', name: undefined }],
  ['locks/a.jpg/thumb', { path: 'a.jpg', name: undefined }],
])('%s is understood as a path, and a variant if it names one', (text, found) => {
  expect(readTarget(text, places)).toEqual({ kind: 'path', ...found });
});

test.each([
  ['https://img.example.com/images/thumb/a%20b.jpg?x=1', '/thumb/a%20b.jpg', { x: '1' }],
  ['https://img.example.com/images/thumb/../a.jpg', '/thumb/../a.jpg', {}],
  ['/thumb/a.jpg', '/thumb/a.jpg', {}],
  ['/images/thumb/a.jpg', '/thumb/a.jpg', {}],
])('of the URL %s the viewer function sees what it was sent, without the path of the CDN', (text, uri, query) => {
  expect(readTarget(text, places)).toEqual({ kind: 'url', uri, query });
});

test.each([
  ['https://other.example.com/thumb/a.jpg', 'https://img.example.com/images/'],
  ['s3://others/originals/a.jpg', 's3://photos/'],
  ['s3://photos/elsewhere/a.jpg', 'originals/, variants/, manifests/, locks/'],
])('%s is not of this stack, and the error says what is', (text, allowed) => {
  expect(() => readTarget(text, places)).toThrow(allowed);
});

test('where originals are at the root, any text is a path, and a key only behind s3://', () => {
  const root = { ...places, variantsBucket: 'variants', prefixes: { ...prefixes, originals: '' } };
  expect(readTarget('manifests/a.jpg.json', root)).toMatchObject({ path: 'a.jpg' });
  expect(readTarget('s3://photos/x/y.jpg', root)).toMatchObject({ path: 'x/y.jpg' });
});
