import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { calmScriptsOf, SABOTAGES, scriptsOf, simulate, STORIES, violations } from '../../support/simulation/index.ts';

/**
 * Each is found within a few, with its seed. If one is not any more, the functions' requests come in another order: look for
 * another seed, with more runs, before the test takes minutes.
 */
const RUNS = 200;

describe('an interleaving is found that goes wrong when a worker', () => {
  test.each(Object.entries(SABOTAGES))(
    '%s',
    async (_rule, { story, seed, lateWrites, onReject = 'remove', ...sabotage }) => {
      const scripts = (lateWrites ? scriptsOf : calmScriptsOf)(fc.constant(STORIES[story]));
      const { failed } = await fc.check(
        fc.asyncProperty(fc.scheduler(), scripts, async (scheduler, script) => {
          return violations(await simulate(scheduler, script, sabotage), { onReject }).next().done === true;
        }),
        { numRuns: RUNS, seed, endOnFailure: true },
      );
      expect(failed).toBe(true);
    },
    300_000,
  );
});
