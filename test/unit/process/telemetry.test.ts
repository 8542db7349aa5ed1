import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';

import { createMeter, PROCESS_METRICS } from '../../../handler/src/process/metrics.ts';
import type { Outcome } from '../../../handler/src/reconcile/outcome.ts';
import { createLogger, printable } from '../../../handler/src/runtime/log.ts';
import { METRICS_NAMESPACE } from '../../../handler/src/runtime/metrics.ts';

const written: string[] = [];
const before = process.env['POWERTOOLS_DEV'];

beforeEach(() => {
  // Makes the library write to the global console, where a test can listen.
  process.env['POWERTOOLS_DEV'] = 'true';
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
  written.length = 0;
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((line: unknown) => void written.push(String(line)));
  }
});

afterEach(() => {
  jest.restoreAllMocks();
  if (before === undefined) delete process.env['POWERTOOLS_DEV'];
  else process.env['POWERTOOLS_DEV'] = before;
});

describe('a log line', () => {
  test('is one JSON object on one line, for any content of keys and errors', () => {
    const logger = createLogger('process', 'darkroom-dev');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\n', '\r\n', '\u2028', '\u202e', '"}', '\u001b[2J'),
    );
    fc.assert(
      fc.property(fc.array(text), (parts) => {
        const path = parts.join('');
        written.length = 0;
        logger.error('failed', { path, error: new Error(path) });
        expect(written).toHaveLength(1);
        // POWERTOOLS_DEV also indents, as it never does in Lambda.
        const line = JSON.stringify(JSON.parse(written[0] ?? ''));
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(JSON.parse(line)).toMatchObject({ stack: 'darkroom-dev', service: 'process', level: 'ERROR' });
      }),
    );
  });

  test('keeps letters of all scripts readable, and escapes what moves a cursor', () => {
    expect(printable('fleur été 花 🌸 e\u0301')).toBe('fleur été 花 🌸 e\u0301');
    expect(printable('gpj.\u202efoo\u0007\u2028')).toBe('gpj.\\u{202e}foo\\u{7}\\u{2028}');
  });

  test('is no longer than a line may cost', () => {
    expect(printable('a'.repeat(100_000)).length).toBeLessThan(2_100);
  });
});

describe('metrics', () => {
  const outcome: Outcome = {
    result: 'rejected',
    code: 'not_an_image',
    path: 'a',
    bytes: 10,
    degraded: true,
    transforms: 1,
    reused: 0,
    variants: 0,
    variantBytes: 0,
    passes: 2,
    steps: {},
  };

  test('are written in the embedded metric format, by stack, and rejections also by code', () => {
    const meter = createMeter('darkroom-dev');
    meter.outcome(outcome, 120);
    meter.count('ignored', 3);
    meter.flush();
    type Emf = Record<string, unknown> & {
      _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] };
    };
    const lines = written.map((line) => JSON.parse(line) as Emf);
    const [byCode, all] = lines;
    expect(byCode?._aws.CloudWatchMetrics).toMatchObject([
      { Namespace: METRICS_NAMESPACE, Dimensions: [['stack', 'code']], Metrics: [{ Name: 'Rejected' }] },
    ]);
    expect(byCode).toMatchObject({ code: 'not_an_image', Rejected: 1 });
    expect(all?._aws.CloudWatchMetrics).toMatchObject([{ Namespace: METRICS_NAMESPACE, Dimensions: [['stack']] }]);
    expect(all).toMatchObject({
      stack: 'darkroom-dev',
      Rejected: 1,
      Degraded: 1,
      Ignored: 3,
      Duration: 120,
      BytesIn: 10,
    });
    const names = all?._aws.CloudWatchMetrics[0]?.Metrics.map(({ Name }) => Name) ?? [];
    expect(Object.values(PROCESS_METRICS)).toEqual(expect.arrayContaining(names));
  });

  test('of an invocation in which nothing was counted are no line', () => {
    createMeter('darkroom-dev').flush();
    expect(written).toEqual([]);
  });
});
