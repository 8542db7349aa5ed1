import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { SABOTAGES, STORIES, play, scriptsOf, wrongs } from '../../support/world/index.ts';

/** More than any of these needs to be found out; the seed makes the search the same each time. */
const RUNS = 6_000;

describe('an interleaving is found that goes wrong when a worker', () => {
  test.each(Object.entries(SABOTAGES))(
    '%s',
    async (_rule, { story, ...sabotage }) => {
      const { failed } = await fc.check(
        fc.asyncProperty(fc.scheduler(), scriptsOf(fc.constant(STORIES[story])), async (scheduler, script) => {
          return wrongs(await play(scheduler, script, sabotage)).next().done === true;
        }),
        { numRuns: RUNS, seed: 1, endOnFailure: true },
      );
      expect(failed).toBe(true);
    },
    300_000,
  );
});
