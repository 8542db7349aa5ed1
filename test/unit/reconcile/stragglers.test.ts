import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { OnReject } from '../../../handler/src/recipe.ts';
import {
  type AtRest,
  keeping,
  replacedWhatCameBack,
  type Script,
  scripts,
  scriptsOf,
  simulate,
  type Step,
  STORIES,
  sweepMonth,
  violations,
} from '../../support/simulation/index.ts';
import { runsOr } from '../../support/simulation/runs.ts';

const RUNS = runsOr(60);

const NAMES = ['small', 'small~webp', 'wide'];

/** Browsers take what they can get, and then a month of sweeps goes by. */
const month =
  (onReject: OnReject) =>
  async ({ bucket, visit, look, now }: AtRest): Promise<void> => {
    NAMES.forEach(visit);
    const queued = await sweepMonth(now(), bucket, onReject);
    queued.forEach(() => {
      look();
    });
  };

const nobody = ({ visit }: AtRest): Promise<void> => {
  NAMES.forEach(visit);
  return Promise.resolve();
};

describe('a write that is executed after everything else, later reconcile passes included', () => {
  /** Whoever dies at a write never tried it again: what it was to replace may still be there. */
  const livingOn = (script: Script): Script => {
    const live = (fate: Script['workers'][number]) => ({ ...fate, life: Infinity, lastLands: false });
    return { ...script, workers: script.workers.map(live), renders: script.renders.map(live) };
  };

  test('changes nothing if it was retried, because of its condition, unless what it was to replace is back', async () => {
    const stories = [STORIES.replaced, STORIES['replaced twice'], STORIES['replaced while it is visited']];
    const calm = scriptsOf(fc.constantFrom<readonly Step[]>(...stories)).map(livingOn);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), calm, async (scheduler, script) => {
        const world = await simulate(scheduler, script, { stragglers: nobody });
        fc.pre(!replacedWhatCameBack(world));
        expect([...violations(world)]).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  /**
   * But for the manifest's version: a sweep reads ETags from a listing, and these are the same for two uploads of the
   * same bytes.
   */
  const wrongAfterAMonth = async (onReject: OnReject, scheduler: fc.Scheduler, script: Script): Promise<string[]> => {
    const context = onReject === 'keep' ? { context: keeping } : {};
    const world = await simulate(scheduler, script, { ...context, stragglers: month(onReject) });
    return [...violations(world, { earlierUpload: true, onReject })];
  };

  test.each<OnReject>(['remove', 'keep'])(
    'is corrected by the sweeps of a month, whatever it changed, with on_reject = "%s"',
    async (onReject) => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), scripts, async (scheduler, script) => {
          expect(await wrongAfterAMonth(onReject, scheduler, script)).toEqual([]);
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
    },
  );

  test('and would stay wrong without them', async () => {
    const story = scriptsOf(fc.constant(STORIES['replaced and put back as it was']));
    const { failed } = await fc.check(
      fc.asyncProperty(fc.scheduler(), story, async (scheduler, script) => {
        return violations(await simulate(scheduler, script, { stragglers: nobody })).next().done === true;
      }),
      { numRuns: 200, seed: 45, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });
});
