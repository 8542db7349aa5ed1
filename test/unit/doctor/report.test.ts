import { expect, test } from '@jest/globals';

import type { Check, Result, Verdict } from '../../../ops/doctor/check.ts';
import type { Report } from '../../../ops/doctor/examine.ts';
import { exitCode, reportJson, reportText } from '../../../ops/doctor/report.ts';
import type { Stack } from '../../../ops/stack/stack.ts';

const check: Check = {
  id: 'stored',
  title: 'It is stored',
  expected: 'a byte',
  advice: 'Store it.',
  needs: [],
  run: () => Promise.resolve(''),
};
const result = (verdict: Verdict, came = 'two bytes'): Result => ({
  check,
  verdict,
  came,
  seconds: 1.5,
  blocked: false,
});
const report = (results: Result[], more: Partial<Report> = {}): Report => ({
  stack: { name: 'shop', region: 'eu-west-1', cdn: { url: 'https://cdn.example.com' } } as Stack,
  results,
  seconds: 12,
  folder: 'darkroom-doctor-1/',
  left: null,
  interrupted: false,
  bill: {
    dollars: 0.005_2,
    lines: [],
    invalidations: { paths: 8, dollars: 0.04 },
    prices: { month: '2025-11', region: 'eu-west-1' },
  },
  ...more,
});

test('a failure states what was expected, what was found, what to do and where to read more', () => {
  const text = reportText(report([result('failed')]));
  for (const part of [
    'FAILED',
    'expected: a byte',
    'found: two bytes',
    'advice: Store it.',
    'docs/doctor.md#stored',
    '1 failed',
  ]) {
    expect(text).toContain(part);
  }
});

test('a success states what was expected and what was found, and gives no advice', () => {
  const text = reportText(report([result('passed')]));
  expect(text).toContain('expected: a byte');
  expect(text).toContain('found: two bytes');
  expect(text).not.toContain('Store it.');
});

test('control characters in results do not reach the terminal', () => {
  expect(reportText(report([result('failed', 'a\u001b[2Jb\rc\u009bd')]))).toContain('a?[2Jb?c?d');
});

test('the JSON document contains the same, and advice for failed checks', () => {
  const printed = JSON.parse(reportJson(report([result('failed'), result('passed')]))) as { checks: object[] };
  expect(printed).toMatchObject({ stack: 'shop', left: null, interrupted: false });
  expect(printed.checks).toMatchObject([
    { id: 'stored', verdict: 'failed', expected: 'a byte', came: 'two bytes', advice: 'Store it.' },
    { id: 'stored', verdict: 'passed' },
  ]);
  expect(printed.checks[1]).not.toHaveProperty('advice');
});

test.each<[string, Result[], Partial<Report>, number]>([
  ['nothing failed', [result('passed'), result('not checked')], {}, 0],
  ['something failed', [result('passed'), result('failed')], {}, 1],
  ['something was left behind', [result('passed')], { left: 'an object' }, 1],
  ['it was interrupted', [result('failed')], { interrupted: true }, 130],
])('the exit code when %s', (_, results, more, code) => {
  expect(exitCode(report(results, more))).toBe(code);
});

test('the run tells what it cost, and what its invalidations can cost', () => {
  const text = reportText(report([result('passed')]));
  expect(text).toContain(
    'This run cost about $0.0052 at the list prices of eu-west-1 in 2025-11, and up to $0.04 more',
  );
});
