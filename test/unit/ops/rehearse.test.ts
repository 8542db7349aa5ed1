import { expect, test } from '@jest/globals';

import { rehearse } from '../../../ops/explain/rehearse.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { PRESETS } from '../../support/simulation/fake-images.ts';
import { KEYS, testPlan } from '../../support/simulation/reconcile-context.ts';
import { ORIGINAL, reconcileHarness } from '../../support/simulation/reconcile-harness.ts';
import { PATH } from '../../support/simulation/simulation.ts';

type Harness = ReturnType<typeof reconcileHarness>;

const settled = async (harness: Harness): Promise<void> => {
  harness.bucket.put(ORIGINAL, 'photo');
  await harness.run();
};
const withoutWebp = testPlan({ presets: { ...PRESETS, small: { ...assertPresent(PRESETS['small']), formats: [] } } });

const CASES: Record<string, { before: (harness: Harness) => unknown; acts: string[]; stopped?: string }> = {
  'a new upload is read and made': {
    before: ({ bucket }) => bucket.put(ORIGINAL, 'photo'),
    acts: ['read the original', 'make all variants'],
    stopped: 'what comes of it depends on the bytes of the original',
  },
  'what is as it should be needs nothing': { before: settled, acts: [] },
  'no original and nothing left needs nothing': { before: () => undefined, acts: [] },
  'a deleted original loses its variants and its manifest': {
    before: async (harness) => {
      await settled(harness);
      harness.bucket.delete(ORIGINAL);
    },
    acts: ['note that an event and a purge are owed', 'delete small', 'delete small~webp', 'delete the manifest'],
  },
  'a variant that somebody deleted is made alone': {
    before: async (harness) => {
      await settled(harness);
      harness.bucket.delete(KEYS.variant(PATH, 'small'));
    },
    acts: ['read the original', 'make small'],
    stopped: 'what comes of it depends on the bytes of the original',
  },
  'a file over the limit is rejected without being read': {
    before: ({ bucket }) => bucket.put(ORIGINAL, 'x'.repeat(1001)),
    acts: ['note that an event is owed', 'reject it as too_many_bytes'],
  },
  'the lock of a dead holder is removed first': {
    before: async (harness) => {
      await settled(harness);
      harness.bucket.put(KEYS.lock(PATH, 'wide'), '{}');
      harness.clock.now += 60_000;
    },
    acts: ['note that an event and a purge are owed', 'remove the lock of wide'],
  },
};

test.each(Object.entries(CASES))('%s, and a rehearsal of it writes nothing', async (_, { before, acts, stopped }) => {
  const harness = reconcileHarness();
  await before(harness);
  const changes = harness.bucket.changes.length;
  const told = await rehearse(harness.context, PATH);
  expect(told).toEqual({ acts, stopped: stopped ?? null });
  expect(harness.bucket.changes).toHaveLength(changes);
});

test('what a change of presets removes is told, as the look itself then does it', async () => {
  const harness = reconcileHarness();
  await settled(harness);
  const context = { ...harness.context, plan: withoutWebp };
  const { acts } = await rehearse(context, PATH);
  expect(acts).toEqual(['note that an event and a purge are owed', 'delete small~webp', 'write the manifest']);
  const changed = reconcileHarness({ plan: withoutWebp });
  await settled(changed);
  expect(changed.bucket.keys(KEYS.variants(PATH))).toEqual([KEYS.variant(PATH, 'small')]);
});
