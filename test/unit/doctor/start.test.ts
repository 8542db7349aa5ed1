import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { type Check, judge, NotChecked, Wrong } from '../../../ops/doctor/check.ts';
import { CHECKS } from '../../../ops/doctor/checks/index.ts';
import type { Run } from '../../../ops/doctor/run.ts';
import { startChecks } from '../../../ops/doctor/start.ts';

const check = (id: string, run: Check['run'], more: Partial<Check> = {}): Check => {
  return { id, title: `title of ${id}`, expected: '', advice: '', needs: [], run, ...more };
};
const runOf = (signal: AbortSignal = new AbortController().signal): Run =>
  ({ pace: { interval: 1, patience: 1, signal } }) as Run;
const verdicts = async (checks: readonly Check[], run = runOf()) => Promise.all([...startChecks(checks, run).values()]);

const fine = () => Promise.resolve('fine');
const wrong = () => Promise.reject(new Wrong('bad'));
const unknown = () => Promise.reject(new NotChecked('no way to tell'));

test('a failure blocks all checks that depend on it, directly or indirectly, and no others', async () => {
  const kinds = { passed: fine, failed: wrong, 'not checked': unknown } as const;
  const kind = fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[]));
  const graph = fc
    .array(fc.record({ kind, needs: fc.array(fc.nat(20), { maxLength: 3 }), last: fc.boolean() }), { maxLength: 12 })
    .map((nodes) =>
      // Each needs only earlier ones, and only the last wait for all: so no circle.
      nodes.map(({ kind, needs, last }, index) => ({
        kind,
        last: last && !nodes.slice(index + 1).some(({ last: other }) => !other),
        needs: index === 0 ? [] : [...new Set(needs.map((need) => need % index))],
      })),
    );
  await fc.assert(
    fc.asyncProperty(graph, fc.boolean(), async (nodes, reversed) => {
      const all = nodes.map(({ kind, needs, last }, index) =>
        check(`${index}`, kinds[kind], { needs: needs.filter((need) => !nodes[need]?.last).map(String), last }),
      );
      const results = await verdicts(reversed ? all.toReversed() : all);
      const found = new Map(results.map((result) => [Number(result.check.id), result]));
      const isBlocked = (index: number): boolean =>
        (all[index]?.needs ?? []).some((need) => isBlocked(Number(need)) || fails(Number(need)));
      const fails = (index: number): boolean => nodes[index]?.kind === 'failed' && !isBlocked(index);
      nodes.forEach(({ kind }, index) => {
        expect(found.get(index)).toMatchObject(
          isBlocked(index) ? { verdict: 'not checked', blocked: true } : { verdict: kind, blocked: false },
        );
      });
    }),
  );
});

test('a blocked check names the check that failed', async () => {
  const [, second] = await verdicts([check('a', wrong), check('b', fine, { needs: ['a'] })]);
  expect(second?.came).toBe('because "title of a" failed');
});

test('the last check starts when all others have finished', async () => {
  const order: string[] = [];
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push('slow');
    return 'fine';
  };
  const last = () => {
    order.push('last');
    return fine();
  };
  await verdicts([check('z', last, { last: true }), check('a', slow), check('b', wrong)]);
  expect(order).toEqual(['slow', 'last']);
});

test('a dependency on a check that does not exist is a programming error', () => {
  expect(() => startChecks([check('a', fine, { needs: ['b'] })], runOf())).toThrow('needs "b"');
});

test('a check that is running at the time limit is not checked, and no other is started', async () => {
  const time = new AbortController();
  const run = runOf(time.signal);
  let begun = 0;
  const underWay = async () => {
    begun += 1;
    time.abort(new Error('time is up'));
    await Promise.resolve();
    throw new Error('socket hang up');
  };
  const next = () => {
    begun += 1;
    return fine();
  };
  const results = await verdicts([check('a', underWay), check('b', next, { needs: ['a'] })], run);
  expect(results.map(({ verdict, came }) => [verdict, came])).toEqual([
    ['not checked', 'time is up'],
    ['not checked', 'time is up'],
  ]);
  expect(begun).toBe(1);
});

describe('an error of a check', () => {
  test.each([
    [new Wrong('another answer'), 'failed', 'another answer'],
    [new NotChecked('no key'), 'not checked', 'no key'],
    [Object.assign(new Error('not authorized'), { name: 'AccessDenied' }), 'not checked', 'You lack a permission'],
    [
      Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' }),
      'not checked',
      'You lack a permission',
    ],
    [new Error('connect ECONNREFUSED'), 'failed', 'Error: connect ECONNREFUSED'],
    ['odd', 'failed', 'odd'],
  ])('%s is "%s"', (error, verdict, came) => {
    expect(judge(error)).toEqual({ verdict, came: expect.stringContaining(came) });
  });
});

describe('the checks', () => {
  test('have unique ids, full sentences, and dependencies that exist and form no cycle', () => {
    const ids = CHECKS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const seen = new Set<string>();
    const visit = (id: string, above: string[]): void => {
      expect(above).not.toContain(id);
      seen.add(id);
      for (const need of CHECKS.find((one) => one.id === id)?.needs ?? []) visit(need, [...above, id]);
    };
    for (const { id, title, expected, advice } of CHECKS) {
      expect([id, /^[A-Z]/.test(title), expected.length > 10, advice.length > 20]).toEqual([id, true, true, true]);
      visit(id, []);
    }
    expect([...seen].sort()).toEqual(ids.toSorted());
  });
});
