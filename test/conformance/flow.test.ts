import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import pMap from 'p-map';

import { reconcile } from '../../handler/src/reconcile.ts';
import { createStore } from '../../handler/src/store/index.ts';
import { CACHE_CONTROL, fakeVariant, KEYS, testReconcileContext } from '../support/simulation/index.ts';
import { type Failure, surprises } from './support/compare.ts';
import { createFlow, looksIn } from './support/flow.ts';
import { AWKWARD } from './support/keys.ts';
import { clientsOf, servers } from './support/servers.ts';

const OPERATIONS = [
  'an upload is heard of',
  'an upload becomes variants',
  'an upload is deleted',
  'a deletion is heard of',
  'a deletion removes variants',
];

test.each(servers())(
  'an upload and a deletion of every awkward key go through S3, SNS and SQS to their end on $name, but for known differences',
  async (server) => {
    const clients = clientsOf(server);
    const { s3 } = clients;
    const flow = await createFlow(clients, 'flow');
    const { bucket: Bucket } = flow;
    const store = createStore({ client: s3, bucket: Bucket, keys: KEYS, cacheControl: CACHE_CONTROL });
    const context = testReconcileContext(s3, { store, now: Date.now });
    const failures: Failure[] = [];
    const each = async (operation: string, work: (path: string) => Promise<void>): Promise<void> => {
      await pMap(
        Object.entries(AWKWARD),
        async ([key, path]) => {
          try {
            await work(path);
          } catch (error) {
            failures.push({ operation, key, says: String(error).split('\n').slice(0, 3).join(' ') });
          }
        },
        { concurrency: 8 },
      );
    };
    const { length } = Object.keys(AWKWARD);

    await each('an upload is heard of', async (path) => {
      await s3.send(new PutObjectCommand({ Bucket, Key: KEYS.original(path), Body: 'sea' }));
    });
    const uploaded = await looksIn(clients, flow, length - failures.length);
    await each('an upload is heard of', (path) => heard(uploaded, path));
    await each('an upload becomes variants', async (path) => {
      expect((await reconcile(context, path)).result).toBe('ready');
      expect(await store.manifests.read(path)).toMatchObject({ status: 'ready', path });
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: KEYS.variant(path, 'small') }));
      expect(await Body?.transformToString()).toBe(fakeVariant('sea', 'small'));
      expect((await reconcile(context, path)).result).toBe('unchanged');
    });

    await each('an upload is deleted', async (path) => {
      await s3.send(new DeleteObjectCommand({ Bucket, Key: KEYS.original(path) }));
    });
    const deleted = await looksIn(clients, flow, length - failures.length);
    await each('a deletion is heard of', (path) => heard(deleted, path));
    await each('a deletion removes variants', async (path) => {
      expect((await reconcile(context, path)).result).toBe('removed');
      expect(await store.manifests.read(path)).toBeNull();
      expect(await store.variants.list(path)).toEqual([]);
    });
    expect(surprises(server.name, OPERATIONS, failures)).toEqual([]);
  },
  120_000,
);

function heard(paths: readonly string[], path: string): Promise<void> {
  return paths.includes(path) ? Promise.resolve() : Promise.reject(new Error('No message names it'));
}
