import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';

import type { RenderCount } from '../../../handler/src/render/metrics.ts';
import { readModule } from '../../../scripts/terraform/module.ts';

interface Family {
  namespace: string;
  dimensions: string[];
  metrics: string[];
  link?: string;
}

interface Emitted {
  _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] };
}

const PROJECT = path.join(import.meta.dirname, '..', '..', '..');
const table = JSON.parse(
  await readFile(path.join(PROJECT, 'modules/observability/tests/metrics.json'), 'utf8'),
) as Record<'documented' | 'ours', Family[]>;

/** Everything that the functions' meters write, as CloudWatch reads it out of their logs. */
async function emitAll(): Promise<Emitted[]> {
  const lines: string[] = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
  const { createMeter, PROCESS_METRICS } = await import('../../../handler/src/process/metrics.ts');
  const { createPurgeMeter, PURGE_METRICS } = await import('../../../handler/src/purge/metrics.ts');
  const { createRenderMeter, RENDER_METRICS } = await import('../../../handler/src/render/metrics.ts');
  const { createSweepMeter } = await import('../../../handler/src/sweep/metrics.ts');
  const { COUNTS, countOf } = await import('../../../handler/src/sweep/tally.ts');

  const process = createMeter('stack');
  const measured = ['bytesIn', 'bytesOut', 'duration'];
  const counted = Object.keys(PROCESS_METRICS).filter((name) => !measured.includes(name));
  for (const name of counted) process.count(name as keyof typeof PROCESS_METRICS);
  const outcome = {
    path: 'a',
    bytes: 1,
    degraded: true,
    transforms: 1,
    reused: 0,
    variants: 1,
    variantBytes: 1,
    passes: 2,
    steps: {},
  };
  process.outcome({ ...outcome, result: 'rejected', code: 'empty' }, 5);
  process.flush();
  createPurgeMeter('stack')(Object.fromEntries(Object.keys(PURGE_METRICS).map((name) => [name, 1])));
  const counts = Object.keys(RENDER_METRICS).filter((name) => name !== 'duration');
  createRenderMeter('stack')(counts as RenderCount[], 5);
  createSweepMeter('stack')(
    countOf(
      1,
      COUNTS.filter((name) => name !== 'looked'),
    ),
    true,
  );
  return lines.map((line) => JSON.parse(line) as Emitted);
}

/** Every metric that a function names, whichever folder it is in. */
async function namedMetrics(): Promise<string[]> {
  const folders = globSync('handler/src/*/metrics.ts', { cwd: PROJECT });
  const modules = await Promise.all(folders.map((file) => import(path.join(PROJECT, file)) as Promise<object>));
  return modules.flatMap((exported) =>
    Object.entries(exported).flatMap(([name, value]) =>
      name.endsWith('_METRICS') ? Object.values(value as Record<string, string>) : [],
    ),
  );
}

const names = ({ namespace, dimensions, metrics }: Family): string[] =>
  metrics.map((metric) => `${namespace} ${metric} by ${[...dimensions].sort().join(', ')}`);

describe('what alarms and dashboard may watch', () => {
  const before = { ...process.env };
  beforeAll(() => {
    process.env['POWERTOOLS_DEV'] = 'true';
    process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
  });
  afterAll(() => {
    process.env = before;
  });

  test('of ours is exactly what the functions emit, by the dimensions they emit it with', async () => {
    const emitted = (await emitAll()).flatMap(({ _aws }) =>
      _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
        Dimensions.flatMap((dimensions) =>
          names({ namespace: Namespace, dimensions, metrics: Metrics.map(({ Name }) => Name) }),
        ),
      ),
    );
    expect([...new Set(emitted)].sort()).toEqual(table.ours.flatMap(names).sort());
  });

  test('of ours leaves out no function', async () => {
    const known = new Set(table.ours.flatMap(({ metrics }) => metrics));
    expect((await namedMetrics()).filter((name) => !known.has(name))).toEqual([]);
  });

  test('of AWS has its page in the documentation', () => {
    for (const { namespace, link } of table.documented) {
      expect(namespace).toMatch(/^AWS\//);
      expect(link).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+(metrics|cloudwatch)/i);
    }
  });
});

test('every section that alarms link to is in the runbook, and says what it means and what to do', async () => {
  const { locals } = await readModule(path.join(PROJECT, 'modules/observability'));
  const linked = Object.keys(locals.get('sections') as object);
  const runbook = await readFile(path.join(PROJECT, 'docs/runbook.md'), 'utf8');
  const sections = new Map(
    runbook
      .split(/^## /m)
      .slice(1)
      .map((text) => [slug(text.slice(0, text.indexOf('\n'))), text]),
  );
  expect(linked).toContain('dead-letters');
  for (const section of linked) {
    expect([...sections.keys()]).toContain(section);
    expect(sections.get(section)).toMatch(/\*\*Means\.\*\*[^]+\*\*Do\.\*\*/);
  }
});

/** As GitHub makes anchors of headings. */
const slug = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
