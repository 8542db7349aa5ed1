import { CreateBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import pMap from 'p-map';

import { type Failure, surprises } from './support/compare.ts';
import { AWKWARD } from './support/keys.ts';
import { OPERATIONS, settingOf } from './support/operations.ts';
import { clientsOf, servers } from './support/servers.ts';

test.each(servers())(
  'every operation of the store works with every awkward key on $name, but for known differences',
  async (server) => {
    const { s3 } = clientsOf(server);
    const bucket = 'store';
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    const setting = settingOf(s3, bucket);
    const failures: Failure[] = [];
    const tries = Object.entries(OPERATIONS).flatMap(([operation, run], index) =>
      Object.entries(AWKWARD).map(([key, path]) => ({ operation, run, key, path: inFolderOf(index, path) })),
    );
    await pMap(
      tries,
      async ({ operation, run, key, path }) => {
        try {
          await run(setting, path);
        } catch (error) {
          failures.push({ operation, key, says: String(error).split('\n').slice(0, 3).join(' ') });
        }
      },
      { concurrency: 8 },
    );
    expect(surprises(server.name, Object.keys(OPERATIONS), failures)).toEqual([]);
  },
  120_000,
);

/** Each operation uses its own folders, which must not change the shape of the key. */
const inFolderOf = (operation: number, path: string): string => `${operation}/${path}`;
