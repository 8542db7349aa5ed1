import { expect, jest, test } from '@jest/globals';

import type { Config } from '../../../handler/src/config/config.ts';
import { makeVariants } from '../../../handler/src/image/make.ts';
import { createPlan } from '../../../handler/src/recipe.ts';
import { createReconcileContext, type ReconcileTools } from '../../../handler/src/reconcile/context.ts';
import { LIMITS } from '../../support/images/presets.ts';
import { PREFIXES, PRESETS } from '../../support/simulation/index.ts';

const CONFIG = {
  bucket: 'photos',
  variantsBucket: 'made',
  prefixes: { ...PREFIXES, originals: 'uploads/' },
  presets: PRESETS,
  limits: LIMITS,
  cacheControl: 'public, max-age=77',
  onReject: 'keep',
  timeout: 90,
  maxReceiveCount: 7,
} as unknown as Config;

test('process works with what it is configured to: its buckets, prefixes, presets, limits, cache time and timeout', async () => {
  const send = jest.fn((command: { input: object }) => Promise.resolve({ ETag: '"e"', ...command.input }));
  const tools = { makeVariants, reconcileLater: () => Promise.resolve(), report: null };
  const s3 = { send } as unknown as ReconcileTools['s3'];
  const { store, keys, plan, ...rest } = createReconcileContext(CONFIG, { s3, ...tools });
  expect(rest).toStrictEqual({ limits: LIMITS, ...tools, now: Date.now, timeout: 90, maxReceiveCount: 7 });
  expect(plan).toMatchObject({ digest: createPlan(CONFIG).digest, onReject: 'keep' });
  expect(keys.original('a.jpg')).toBe('uploads/a.jpg');

  await store.originals.head('a.jpg');
  const variant = { name: 'small', contentType: 'image/jpeg', bytes: Buffer.from('x') };
  await store.variants.putIfAbsent('a.jpg', variant, { original: 'e', recipe: 'r' });
  expect(send.mock.calls.map(([{ input }]) => input)).toMatchObject([
    { Bucket: 'photos', Key: 'uploads/a.jpg' },
    { Bucket: 'made', Key: 'variants/a.jpg/small', CacheControl: 'public, max-age=77' },
  ]);
});
