import { expect, test } from '@jest/globals';

import { isArchived } from '../../../handler/src/store/archive.ts';

// Headers as the API reference of Amazon S3 has them.
const EXPIRES = 'expiry-date="Fri, 21 Dec 2029 00:00:00 GMT"';
test.each([
  [{}, false],
  [{ StorageClass: 'STANDARD_IA' }, false],
  [{ StorageClass: 'GLACIER_IR' }, false],
  [{ StorageClass: 'INTELLIGENT_TIERING' }, false],
  [{ StorageClass: 'INTELLIGENT_TIERING', ArchiveStatus: 'ARCHIVE_ACCESS' }, true],
  [{ StorageClass: 'GLACIER' }, true],
  [{ StorageClass: 'DEEP_ARCHIVE', Restore: 'ongoing-request="true"' }, true],
  [{ StorageClass: 'DEEP_ARCHIVE', Restore: `ongoing-request="false", ${EXPIRES}` }, false],
] as const)('an object with the headers %j is archived: %s', (headers, archived) => {
  expect(isArchived(headers)).toBe(archived);
});
