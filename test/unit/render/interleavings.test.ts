import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { type Fault, faulty } from '../../support/simulation/faults.ts';
import {
  calmScriptsOf,
  type Script,
  scripts,
  scriptsOf,
  simulate,
  type Step,
  STORIES,
  trustingAnyOrigin,
  violations,
} from '../../support/simulation/index.ts';
import { realRender, type Renderer } from '../../support/simulation/renderer.ts';
import { runsOr } from '../../support/simulation/runs.ts';

const RUNS = runsOr(200);

const names = fc.array(fc.constantFrom('small', 'small~webp', 'wide'), { minLength: 1, maxLength: 4 });

/** The script, with its requests for variants spread over these. */
function asking(script: Script, wanted: readonly string[]): Script {
  let next = 0;
  const steps = script.steps.map((step): Step =>
    step.do === 'render' ? { ...step, name: wanted[next++ % wanted.length] ?? 'wide' } : step,
  );
  return { ...script, steps };
}

const changed =
  (change: (context: ReconcileContext) => ReconcileContext): Renderer =>
  (context, ...rest) =>
    realRender(change(context), ...rest);

describe('whatever interleaving of uploads, overwrites, deletes, visits and crashes with requests for missing variants', () => {
  test.each([
    ['anything', scripts],
    ['short stories', scriptsOf(fc.constantFrom<readonly Step[]>(...Object.values(STORIES)))],
  ])('variants, manifest, CDN and reports end up as the original is: %s', async (_title, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), arbitrary, names, async (scheduler, script, wanted) => {
        const world = await simulate(scheduler, asking(script, wanted), { renderer: realRender });
        expect([...violations(world)]).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('and S3 refuses requests of render, or does them and does not answer', async () => {
    const faults = fc.array(fc.constantFrom<Fault>('none', 'none', 'none', 'refused', 'unanswered'), { maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scripts, names, faults, async (scheduler, script, wanted, disturbances) => {
        const renderer = changed((context) => faulty(context, disturbances));
        expect([...violations(await simulate(scheduler, asking(script, wanted), { renderer }))]).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('one is found that goes wrong when neither render looks at the original again nor reconcile at what variants were made from', async () => {
    const blind = changed(({ store, ...rest }) => {
      let first: ReturnType<typeof store.originals.head> | null = null;
      const head = (path: string) => (first ??= store.originals.head(path));
      return { ...rest, store: { ...store, originals: { ...store.originals, head } } };
    });
    const story = calmScriptsOf(fc.constant(STORIES['replaced while it is rendered']));
    const { failed } = await fc.check(
      fc.asyncProperty(fc.scheduler(), story, async (scheduler, script) => {
        const [wrong] = violations(await simulate(scheduler, script, { renderer: blind, context: trustingAnyOrigin }));
        return wrong === undefined;
      }),
      { numRuns: 200, seed: 18, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });
});
