import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import {
  keeping,
  scripts,
  scriptsOf,
  simulate,
  type Step,
  STORIES,
  violations,
} from '../../support/simulation/index.ts';
import { runsOr } from '../../support/simulation/runs.ts';

const RUNS = runsOr(150);

describe('whatever interleaving of uploads, overwrites, deletes, restores, duplicates, renders and crashes', () => {
  test('variants, manifest, CDN and reports end up as the original is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scripts, async (scheduler, script) => {
        expect([...violations(await simulate(scheduler, script))]).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 600_000);

  test('with on_reject = "keep", a broken original leaves the variants of the last good one, and nothing else', async () => {
    const stories = [
      'replaced by a broken one',
      'broken while it is rendered and visited',
      'broken and put back as it was',
    ];
    const breaking = scriptsOf(
      fc.constantFrom(...stories).map((story): readonly Step[] => STORIES[story as keyof typeof STORIES]),
    );
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.oneof(breaking, scripts), async (scheduler, script) => {
        const world = await simulate(scheduler, script, { context: keeping });
        expect([...violations(world, { onReject: 'keep' })]).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 600_000);
});
