import { describe, expect, test } from '@jest/globals';

import { createKeys, foldersOf } from '../../../handler/src/keys.ts';
import { PREFIXES } from '../../support/simulation/index.ts';

describe('originals', () => {
  test('in certain folders are in any of these, and nowhere else', () => {
    const keys = createKeys({ ...PREFIXES, folders: ['avatars/', 'products/'] });
    for (const path of ['avatars/a.jpg', 'products/2024/b.jpg']) {
      expect([keys.isWatched(path), keys.pathOfOriginal(`originals/${path}`)]).toEqual([true, path]);
    }
    for (const path of ['invoices/a.jpg', 'a.jpg', 'avatars', 'x/avatars/a.jpg', '']) {
      expect([keys.isWatched(path), keys.pathOfOriginal(`originals/${path}`)]).toEqual([false, null]);
    }
    expect(keys.pathOfOriginal('avatars/a.jpg')).toBeNull();
  });

  test.each([undefined, []])('may be anywhere under their prefix if the folders are %j', (folders) => {
    const keys = createKeys({ ...PREFIXES, folders });
    expect(foldersOf({ folders })).toEqual(['']);
    for (const path of ['invoices/a.jpg', 'a.jpg', '']) {
      expect([keys.isWatched(path), keys.pathOfOriginal(`originals/${path}`)]).toEqual([true, path]);
    }
    expect(keys.pathOfOriginal('variants/a.jpg')).toBeNull();
  });
});

test('no key is longer than the 1,024 bytes that S3 allows', () => {
  const keys = createKeys(PREFIXES);
  const room = 1024 - 'manifests/.json'.length;
  expect(keys.storable('a'.repeat(room))).toBe(true);
  expect(keys.storable('a'.repeat(room + 1))).toBe(false);
  expect(keys.problem('a'.repeat(room), ['s'])).toBeNull();
  expect(keys.problem('a'.repeat(room + 1), ['s'])?.message).toContain('S3 allows at most 1024');
});
