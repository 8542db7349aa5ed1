import { expect, test } from '@jest/globals';

import { bareTag } from '../../../handler/src/store/etag.ts';

test.each([
  ['"abc"', 'abc'],
  ['abc', 'abc'],
  ['"a"b"', 'a"b'],
  [undefined, ''],
])('the ETag %s without its quotes is %s', (etag, bare) => {
  expect(bareTag(etag)).toBe(bare);
});
