import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { clientOptions, s3Of } from '../../local/bucket.ts';
import { read } from './support/objects.ts';
import { sessionOf } from './support/role.ts';
import { bucket, output, state } from './support/stack.ts';

const Bucket = bucket;
const PREFIXES = ['originals', 'variants', 'manifests', 'locks', 'overlays'] as const;
type Prefix = (typeof PREFIXES)[number];

/** Object permissions of each role by prefix. */
const RIGHTS: Readonly<Record<string, Readonly<Record<Act, readonly Prefix[]>>>> = {
  render: {
    read: PREFIXES,
    write: ['variants', 'locks'],
    remove: ['locks'],
    list: [],
  },
  sweep: { read: ['manifests'], write: [], remove: [], list: ['originals', 'variants', 'manifests', 'locks'] },
  purge: { read: [], write: [], remove: [], list: [] },
};

type Act = 'read' | 'write' | 'remove' | 'list';
const ACTS: Readonly<Record<Act, (s3: S3Client, Prefix: string, Key: string) => Promise<unknown>>> = {
  read: (s3, _, Key) => s3.send(new GetObjectCommand({ Bucket, Key })),
  write: (s3, _, Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'mine' })),
  remove: (s3, _, Key) => s3.send(new DeleteObjectCommand({ Bucket, Key })),
  list: (s3, Prefix) => s3.send(new ListObjectsV2Command({ Bucket, Prefix })),
};

const outcomeOf = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'done',
    (error: unknown) => (error as Error).name,
  );

describe.each(Object.entries(RIGHTS))('the role of %s', (name, rights) => {
  let role: S3Client;

  beforeAll(async () => {
    role = new S3Client({ ...clientOptions(state), credentials: await sessionOf(output(`${name}_role_arn`)) });
  });

  test.each(PREFIXES)('has its permissions under %s/ and no others', async (prefix) => {
    const Key = `${prefix}/roles/probe-${name}`;
    // Its events cause nothing: the bytes are not an image, and the original is deleted at the end.
    await s3Of(state).send(new PutObjectCommand({ Bucket, Key, Body: 'theirs' }));
    const outcomes: [string, string][] = [];
    for (const act of ['list', 'read', 'write', 'remove'] as const) {
      outcomes.push([act, await outcomeOf(ACTS[act](role, `${prefix}/`, Key))]);
    }
    expect(outcomes).toEqual(
      (['list', 'read', 'write', 'remove'] as const).map((act) => [
        act,
        rights[act].includes(prefix) ? 'done' : expect.stringMatching(/^AccessDenied/),
      ]),
    );
    const left = rights.remove.includes(prefix) ? null : rights.write.includes(prefix) ? 'mine' : 'theirs';
    expect((await read(Key))?.bytes.toString() ?? null).toBe(left);
    await s3Of(state).send(new DeleteObjectCommand({ Bucket, Key }));
  });
});
