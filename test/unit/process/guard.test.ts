import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { guard } from '../../../handler/src/process/guard.ts';

/** The keys of a bucket that has overlays, and maybe more. */
const withOverlays = (...more: readonly string[]) => ['overlays/0a.png', 'overlays/ff.png', ...more].sort();

/** A client of buckets that hold this each; those that are not named are empty. */
function clientOf(buckets: Readonly<Record<string, { versions?: number; markers?: number; keys?: string[] }>>) {
  const mock = mockClient(S3Client);
  mock
    .on(ListObjectVersionsCommand)
    .callsFake(({ Bucket = '', KeyMarker = '' }: { Bucket?: string; KeyMarker?: string }) => {
      const { versions = 0, markers = 0, keys = [] } = buckets[Bucket] ?? {};
      const [next] = keys.filter((key) => key > KeyMarker);
      if (next !== undefined)
        return Promise.resolve({ Versions: [{ Key: encodeURIComponent(next) }], EncodingType: 'url' });
      return Promise.resolve({
        ...(versions > 0 && { Versions: Array.from({ length: versions }, () => ({ Key: 'a' })) }),
        ...(markers > 0 && { DeleteMarkers: Array.from({ length: markers }, () => ({ Key: 'a' })) }),
      });
    });
  return { mock, client: mock as unknown as S3Client };
}

/** What the provider sends: the resource's input, and the action. */
const asked = (action: string, bucket: string | null, variants: string | null = null) => ({
  guard: { bucket, variants_bucket: variants },
  tf: { action, prev_input: null },
});

describe('Terraform’s question whether it may destroy the stack', () => {
  test.each([{ versions: 1 }, { markers: 1 }])('is answered no while a bucket holds %j', async (held) => {
    const { client } = clientOf({ photos: held });
    await expect(guard(client, asked('delete', 'photos'))).rejects.toThrow(
      /The bucket photos is not empty and bucket\.force_destroy is false, so nothing of the stack was destroyed\..*terraform state rm.*docs\/removing\.md/,
    );
  });

  test('names the variable of the bucket of variants', async () => {
    const { client } = clientOf({ variants: { versions: 1 } });
    await expect(guard(client, asked('delete', 'photos', 'variants'))).rejects.toThrow(
      /The bucket variants .* set variants_bucket\.force_destroy = true/,
    );
  });

  test('is answered yes if the buckets are empty, which one request each tells', async () => {
    const { client, mock } = clientOf({});
    expect(await guard(client, asked('delete', 'photos', 'variants'))).toEqual({ protected: ['photos', 'variants'] });
    expect(mock.commandCalls(ListObjectVersionsCommand).map(({ args }) => args[0].input)).toMatchObject([
      { Bucket: 'photos', MaxKeys: 1 },
      { Bucket: 'variants', MaxKeys: 1 },
    ]);
  });

  test('is answered yes if no bucket is protected, however full they are', async () => {
    const { client, mock } = clientOf({ photos: { versions: 1 } });
    expect(await guard(client, asked('delete', null))).toEqual({ protected: [] });
    expect(mock.calls()).toHaveLength(0);
  });

  test('is answered yes if only overlays are left, which Terraform deletes before the bucket', async () => {
    const { client } = clientOf({ photos: { keys: withOverlays() } });
    expect(await guard(client, asked('delete', 'photos'))).toEqual({ protected: ['photos'] });
  });

  test.each(['originals/a.jpg', 'manifests/a.jpg.json', 'overlays0', 'variants/a.jpg/small', 'overlay/a.png', 'ä.jpg'])(
    'is answered no if %s is there beside overlays',
    async (key) => {
      const { client } = clientOf({ photos: { keys: withOverlays(key) } });
      await expect(guard(client, asked('delete', 'photos'))).rejects.toThrow('is not empty');
    },
  );

  test('is not answered no by a lack of permission, but fails with what S3 says', async () => {
    const { client, mock } = clientOf({});
    mock.on(ListObjectVersionsCommand).rejects(new Error('Access Denied'));
    await expect(guard(client, asked('delete', 'photos'))).rejects.toThrow('Access Denied');
  });
});

test.each(['create', 'update'])('the guard’s %s requests nothing of S3', async (action) => {
  const { client, mock } = clientOf({ photos: { versions: 1 } });
  expect(await guard(client, asked(action, 'photos'))).toEqual({ protected: ['photos'] });
  expect(mock.calls()).toHaveLength(0);
});

test.each([{ Records: [] }, { guard: {} }, 'text', null, { type: 'reconcile', path: 'guard' }])(
  'other events are none of the guard’s: %j',
  async (event) => {
    expect(await guard(clientOf({}).client, event)).toBeNull();
  },
);
