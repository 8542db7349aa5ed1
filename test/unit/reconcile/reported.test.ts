import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { type Manifest, manifestText } from '../../../handler/src/manifest.ts';
import { createBucket } from '../../support/memory-s3/index.ts';
import { KEYS, ORIGINAL, PATH, type Script, simulate, STORIES, violations } from '../../support/simulation/index.ts';

/**
 * An original that was rejected and removed. Two late writes brought the manifest back, and deleted it again, before
 * any worker observed it.
 */
function flickered() {
  const bucket = createBucket();
  const { version } = bucket.put(ORIGINAL, 'bad');
  const rejected: Manifest = {
    schema: 1,
    path: PATH,
    original: { etag: 'e', version, bytes: 3 },
    presets: 'd',
    status: 'rejected',
    variants: [],
    rejection: { code: 'not_an_image', message: '' },
  };
  const write = () => {
    bucket.put(KEYS.manifest(PATH), manifestText(rejected));
    return bucket.changes.length;
  };
  const remove = () => {
    bucket.delete(KEYS.manifest(PATH));
    return bucket.changes.length;
  };
  const written = write();
  bucket.delete(ORIGINAL);
  const deleted = remove();
  const back = write();
  remove();
  const report = (manifest: Manifest | null, observed = 0, sent = observed) => ({
    path: PATH,
    manifest,
    changed: false,
    observed,
    sent,
  });
  const found = (...reports: ReturnType<typeof report>[]) => [
    ...violations({ bucket, cache: new Map(), reports, stuck: [], late: { from: 0, to: 0 } }),
  ];
  return { report, found, rejected, written, deleted, back };
}

describe('a check of the reports of a removal that late writes undid and repeated unobserved', () => {
  test('accepts the one that was sent before them, though one observed earlier was sent later', () => {
    const { report, found, rejected, written, deleted, back } = flickered();
    expect(found(report(null, deleted), report(rejected, written, back))).toEqual([]);
  });

  test('demands one more if what was undone was observed and reported', () => {
    const { report, found, rejected, deleted, back } = flickered();
    expect(found(report(null, deleted), report(rejected, back))).toEqual(['the removal was never reported']);
    expect(found(report(null, deleted), report(rejected, back), report(null, back + 1))).toEqual([]);
  });

  test('demands one at all', () => {
    const { report, found, rejected, written } = flickered();
    expect(found(report(rejected, written))).toEqual(['the removal was never reported']);
  });

  test('accepts it of real workers, of which the first stalls before it reports what it wrote', async () => {
    const live = { life: Infinity, stallsAfter: Infinity, lastLands: false };
    const script: Script = {
      steps: STORIES['broken and removed'],
      pauses: [0, 16],
      // A mark, then the manifest: the first attempt to write it, and to delete it, is carried out last.
      workers: [
        { ...live, stallsAfter: 10, writes: ['well', 'last'] },
        { ...live, writes: ['well', 'last'] },
      ],
      renders: [],
    };
    let cameBack = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = await simulate(scheduler, script);
        expect([...violations(world)]).toEqual([]);
        if (world.bucket.changes.filter(({ key }) => key === KEYS.manifest(PATH)).length > 2) cameBack += 1;
      }),
      { numRuns: 100 },
    );
    expect(cameBack).toBeGreaterThan(0);
  });
});
