import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { walk } from '../../../handler/src/store/walk.ts';

const mock = mockClient(S3Client);

test('a walk reads page after page, starts behind a key, and decodes what it asked to be encoded', async () => {
  const modified = new Date(5000);
  mock
    .on(ListObjectsV2Command)
    .resolvesOnce({
      EncodingType: 'url',
      IsTruncated: true,
      NextContinuationToken: 'more',
      Contents: [{ Key: 'originals/a+%2B%F0%9F%96%BC.jpg', ETag: '"e"', Size: 3, LastModified: modified }],
    })
    .resolvesOnce({
      EncodingType: 'url',
      Contents: [{ Key: 'originals/b/c.jpg', ETag: '"f"', Size: 4, LastModified: modified }],
    });

  const found = [];
  for await (const object of walk(new S3Client({ region: 'eu-west-1' }), 'bucket', 'originals/', 'a'))
    found.push(object);
  expect(found).toEqual([
    { key: 'a +🖼.jpg', etag: 'e', bytes: 3, modified: 5000 },
    { key: 'b/c.jpg', etag: 'f', bytes: 4, modified: 5000 },
  ]);
  const inputs = mock.commandCalls(ListObjectsV2Command).map(({ args }) => args[0].input);
  expect(inputs).toMatchObject([
    { Bucket: 'bucket', Prefix: 'originals/', StartAfter: 'originals/a', EncodingType: 'url' },
    { ContinuationToken: 'more' },
  ]);
});
