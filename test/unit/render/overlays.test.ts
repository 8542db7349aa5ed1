import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';

import type { MakeVariants } from '../../../handler/src/image/types.ts';
import { overlaysSchema } from '../../../handler/src/overlays.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { isRefusal } from '../../../handler/src/render/refusal.ts';
import { resolveVariant } from '../../../handler/src/render/variant-spec.ts';
import { createMemoryClient } from '../../support/memory-s3/index.ts';
import { ask, createRenderHarness, textOf } from '../../support/render/harness.ts';
import {
  fakeVariant,
  KEYS,
  makeVariants,
  PRESETS,
  testPlan,
  testReconcileContext,
} from '../../support/simulation/index.ts';

const PATH = 'a/photo.jpg';
const NAME = '~w_50~overlay_logo';
const VARIANT = KEYS.variant(PATH, NAME);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyOf = (mark: string): string => `overlays/${sha256(mark)}.png`;

/** What render of a stack offers whose overlay `logo` is this mark. */
function offering(mark: string) {
  const overlays = overlaysSchema.parse({ logo: { sha256: sha256(mark), size: 10 } });
  const plan = testPlan({ overlays });
  const offer = { presets: PRESETS, plan, transforms: { maxDimension: 100, formats: [] }, overlays };
  const specOf = (name: string) => {
    const spec = resolveVariant(name, offer);
    if (isRefusal(spec)) throw new Error(`${spec.status} ${spec.code}: ${spec.message}`);
    return spec;
  };
  return { plan, specOf };
}

function harnessWith(...marks: readonly string[]) {
  const harness = createRenderHarness();
  harness.bucket.put(KEYS.original(PATH), 'a');
  for (const mark of marks) harness.bucket.put(keyOf(mark), mark);
  const given: string[][] = [];
  const noting: MakeVariants = (job) => {
    given.push(Object.values(job.overlays ?? {}).map((bytes) => Buffer.from(bytes).toString()));
    return makeVariants(job);
  };
  const request = (mark: string) => {
    const { plan, specOf } = offering(mark);
    return ask(harness.copy({ plan, makeVariants: noting }), PATH, 'wide', { spec: specOf(NAME) });
  };
  const process = (mark: string) =>
    reconcile(testReconcileContext(createMemoryClient(harness.bucket), { plan: offering(mark).plan }), PATH);
  return { bucket: harness.bucket, given, request, process, wait: (ms: number) => (harness.time += ms) };
}

test('a signed transform names an overlay, whose mark it gets', async () => {
  const { given, request, bucket } = harnessWith('one');
  expect(textOf(await request('one'))).toBe(fakeVariant('a', NAME));
  expect(given).toEqual([['one']]);
  expect(bucket.get(VARIANT)).not.toBeNull();
});

test('what carries a mark that was replaced is removed by process, for the next request to make it anew', async () => {
  const { given, request, bucket, process } = harnessWith('one', 'two');
  await request('one');
  await process('one');
  expect(bucket.get(VARIANT)).not.toBeNull();
  await process('two');
  expect(bucket.get(VARIANT)).toBeNull();
  await request('two');
  await process('two');
  expect(bucket.get(VARIANT)).not.toBeNull();
  expect(given.filter((marks) => marks.length > 0)).toEqual([['one'], ['two']]);
});

test('an overlay that the stack does not have is refused, with those that it has, before anything is read', () => {
  const { specOf } = offering('one');
  expect(() => specOf('~w_50~overlay_stamp')).toThrow(
    "403 bad_transform: The transform can't be made: overlay_ takes logo",
  );
  expect(specOf('~w_50').presets['~w_50']?.overlay).toBeNull();
});

test('a mark that is missing stores nothing, and is read again for the next request', async () => {
  const { given, request, bucket, wait } = harnessWith();
  await expect(request('one')).rejects.toThrow(/The overlay s3:.*can't be read.*Apply Terraform/);
  expect([given, bucket.get(VARIANT)]).toEqual([[], null]);
  bucket.put(keyOf('one'), 'one');
  wait(60_000);
  expect(textOf(await request('one'))).toBe(fakeVariant('a', NAME));
});
