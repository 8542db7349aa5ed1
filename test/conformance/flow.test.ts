import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import pMap from 'p-map';
import { reconcile } from '../../handler/src/reconcile.ts';
import { createStore } from '../../handler/src/store/index.ts';
import { CACHE_CONTROL, cooked, KEYS, testWorkshop } from '../support/world/index.ts';
import { type Failure, surprises } from './support/compare.ts';
import { createFlow, looksIn } from './support/flow.ts';
import { AWKWARD } from './support/keys.ts';
import { clientsOf, servers } from './support/servers.ts';

/** What makes no original, or is not accepted as one: all others come to be ready. */
const REJECTED = new Set(['as long as fits']);

test.each(servers())(
  'an upload and a deletion of every awkward key go through S3, SNS and SQS to their end on $name, but for known differences',
  async (server) => {
    const clients = clientsOf(server);
    const { s3 } = clients;
    const flow = await createFlow(clients, 'flow');
    const { bucket: Bucket } = flow;
    const store = createStore({ client: s3, bucket: Bucket, keys: KEYS, cacheControl: CACHE_CONTROL });
    const workshop = testWorkshop(s3, { store, now: Date.now });
    const failures: Failure[] = [];
    const each = async (work: (key: string, path: string) => Promise<void>): Promise<void> => {
      await pMap(
        Object.entries(AWKWARD),
        async ([key, path]) => {
          if (failures.some((failure) => failure.key === key)) return;
          try {
            await work(key, path);
          } catch (error) {
            failures.push({ operation: 'flow', key, says: String(error).split('\n').slice(0, 3).join(' ') });
          }
        },
        { concurrency: 8 },
      );
    };

    await each(async (_key, path) => {
      await s3.send(new PutObjectCommand({ Bucket, Key: KEYS.original(path), Body: 'sea' }));
    });
    const uploaded = await looksIn(clients, flow, Object.keys(AWKWARD).length - failures.length);
    await each(async (key, path) => {
      expect(uploaded).toContain(path);
      const { result } = await reconcile(workshop, path);
      expect(result).toBe(REJECTED.has(key) ? 'rejected' : 'ready');
      const manifest = await store.manifests.read(path);
      expect(manifest).toMatchObject({ status: result, path });
      if (REJECTED.has(key)) return;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: KEYS.variant(path, 'small') }));
      expect(await Body?.transformToString()).toBe(cooked('sea', 'small'));
      expect((await reconcile(workshop, path)).result).toBe('unchanged');
    });

    await each(async (_key, path) => {
      await s3.send(new DeleteObjectCommand({ Bucket, Key: KEYS.original(path) }));
    });
    const deleted = await looksIn(clients, flow, Object.keys(AWKWARD).length - failures.length);
    await each(async (_key, path) => {
      expect(deleted).toContain(path);
      expect((await reconcile(workshop, path)).result).toBe('removed');
      expect(await store.manifests.read(path)).toBeNull();
      expect(await store.variants.list(path)).toEqual([]);
    });
    expect(surprises(server.name, ['flow'], failures)).toEqual([]);
  },
  120_000,
);
