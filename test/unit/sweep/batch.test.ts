import { describe, expect, test } from '@jest/globals';

import { createKeys } from '../../../handler/src/keys.ts';
import { type Batch, batchEventSchema, queueBatch } from '../../../handler/src/sweep/batch.ts';
import { PRESETS } from '../../support/simulation/fake-images.ts';
import { PREFIXES, testPlan } from '../../support/simulation/reconcile-context.ts';
import { ORIGINAL, reconcileHarness } from '../../support/simulation/reconcile-harness.ts';
import { PATH } from '../../support/simulation/simulation.ts';

const PACE = { rate: 40, backlog: 100, concurrency: 8 };

/** A batch over originals of which one was photographed by the real code, with these presets. */
async function world(presets = PRESETS) {
  const harness = reconcileHarness();
  const { etag } = harness.bucket.put(ORIGINAL, 'photo');
  await harness.run();
  const queued: { paths: readonly string[]; rate: number }[] = [];
  let waiting = 0;
  const options = {
    by: {
      plan: testPlan({ presets }),
      settledBefore: 1_000_000,
      storable: () => true,
      readManifest: (path: string) => harness.context.store.manifests.read(path),
    },
    originalsPrefix: PREFIXES.originals,
    keys: createKeys(PREFIXES),
    queue: (paths: readonly string[], rate: number) => Promise.resolve(void queued.push({ paths, rate })),
    waiting: () => Promise.resolve(waiting),
  };
  const item = (path: string, more: Partial<Batch['Items'][number]> = {}) => {
    return { Key: `${PREFIXES.originals}${path}`, Etag: `"${path}"`, Size: 5, LastModified: 1, ...more };
  };
  return {
    run: (...Items: Batch['Items']) => queueBatch(options, { ...PACE, Items }),
    item,
    own: item(PATH, { Etag: etag }),
    queued,
    fill: (messages: number) => (waiting = messages),
  };
}

describe('a batch of a Distributed Map', () => {
  test('queues what has no manifest, or one of another upload, and leaves alone what is as it should be', async () => {
    const { run, item, own, queued } = await world();
    expect(await run(own, item('new.jpg'), { ...own, Etag: '"other"' })).toMatchObject({
      looked: 3,
      missing: 1,
      stale: 1,
    });
    expect(queued).toEqual([{ paths: ['new.jpg', PATH], rate: 5 }]);
  });

  test('queues what was made by other presets', async () => {
    const { run, own, queued } = await world({
      ...PRESETS,
      other: { ...Object.values(PRESETS)[0], width: 7 },
    } as typeof PRESETS);
    expect(await run(own)).toMatchObject({ outdated: 1 });
    expect(queued[0]?.paths).toEqual([PATH]);
  });

  test('leaves to their own event what is newer than that may take, and passes over folders and what is elsewhere', async () => {
    const { run, item, queued } = await world();
    const folder = { ...item('folder/'), Size: 0 };
    const tally = await run(item('new.jpg', { LastModified: 2000 }), folder, { Key: 'elsewhere/a.jpg' });
    expect([tally, queued]).toMatchObject([{ looked: 1, recent: 1, missing: 0 }, [{ paths: [] }]]);
  });

  test('does nothing while the process queue is full, by an error whose name the state machine waits for', async () => {
    const { run, item, queued, fill } = await world();
    fill(101);
    await expect(run(item('new.jpg'))).rejects.toMatchObject({ name: 'ProcessQueueBusy' });
    expect(queued).toEqual([]);
    fill(100);
    await run(item('new.jpg'));
    expect(queued).toHaveLength(1);
  });

  test('takes its share of the rate, and a minute at most', async () => {
    const { run, item, queued } = await world();
    await run(...Array.from({ length: 600 }, (_, i) => item(`${i}.jpg`)));
    expect(queued[0]?.rate).toBe(10);
  });

  test.each([{}, { Items: [] }, { Items: [{ Key: 'a' }] }, { Items: [{ Key: 'a' }], ...PACE, rate: 0 }])(
    'that is %j is refused, not taken for an empty one',
    (backfill) => {
      expect(() => batchEventSchema.parse({ backfill })).toThrow();
    },
  );
});
