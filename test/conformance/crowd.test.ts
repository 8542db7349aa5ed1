import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';

import type { RenderContext } from '../../handler/src/render/rendering.ts';
import { createStore } from '../../handler/src/store/index.ts';
import { ask, textOf } from '../support/render/harness.ts';
import {
  CACHE_CONTROL,
  fakeVariant,
  KEYS,
  LIMITS,
  makeVariants,
  testReconcileContext,
} from '../support/simulation/index.ts';
import { clientsOf, servers } from './support/servers.ts';

const PATH = 'a b/photo+1.jpg';

test.each(servers())(
  'of twenty that ask for one missing variant at once, each in a copy of its own, one makes it on $name',
  async (server) => {
    const Bucket = 'crowd';
    const { s3 } = clientsOf(server);
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: KEYS.original(PATH), Body: 'sea' }));
    let transforms = 0;
    const copy = (): RenderContext => {
      const client = clientsOf(server).s3;
      return {
        store: createStore({ client, bucket: Bucket, keys: KEYS, cacheControl: CACHE_CONTROL, mayList: false }),
        keys: KEYS,
        plan: testReconcileContext(client).plan,
        limits: LIMITS,
        warmUp: () => undefined,
        makeVariants: async (job) => {
          transforms += 1;
          await sleep(500); // So that all of them arrive while it is being made.
          return makeVariants(job);
        },
        mostTransform: 15_000,
        mostBytes: 1000,
        reconcileLater: () => Promise.resolve(),
        now: Date.now,
        pause: () => sleep(100),
        every: (seconds, call) => {
          const timer = setInterval(call, seconds * 1000);
          return () => {
            clearInterval(timer);
          };
        },
      };
    };
    const results = await Promise.all(Array.from({ length: 20 }, () => ask(copy(), PATH, 'wide')));
    expect(transforms).toBe(1);
    expect(results.map(textOf)).toEqual(Array.from({ length: 20 }, () => fakeVariant('sea', 'wide')));
    expect(results.filter(({ kind }) => kind === 'rendered')).toHaveLength(1);
    expect(
      await createStore({ client: s3, bucket: Bucket, keys: KEYS, cacheControl: CACHE_CONTROL }).locks.list(PATH),
    ).toEqual([]);
  },
  60_000,
);
