import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { scripts, simulate, violations } from '../../support/simulation/index.ts';

/** Raise it to look harder: DARKROOM_RUNS=100000 npm run test:unit -- test/unit/reconcile */
const RUNS = Number(process.env['DARKROOM_RUNS'] ?? 1_500);

describe('whatever interleaving of uploads, overwrites, deletes, restores, duplicates, renders and crashes', () => {
  test('variants, manifest, CDN and reports end up as the original is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scripts, async (scheduler, script) => {
        expect([...violations(await simulate(scheduler, script))]).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 600_000);
});
