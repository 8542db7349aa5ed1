import { describe, expect, test } from '@jest/globals';

import { verdictOf } from '../../../scripts/audit/report.ts';

const report = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} });

describe('an audit', () => {
  test.each(['high', 'critical'])('that finds something %s fails, and names package, range and folder', (severity) => {
    const found = verdictOf(report({ sharp: { severity, range: '<0.35.4' } }), 'handler/runtime');
    expect(found).toMatchObject({ kind: 'vulnerable' });
    expect(found).toHaveProperty('sentence', expect.stringContaining(`handler/runtime runs in production`));
    expect(found).toHaveProperty('sentence', expect.stringContaining(`sharp <0.35.4 (${severity})`));
  });

  test.each(['info', 'low', 'moderate'])('that finds something %s passes', (severity) => {
    expect(verdictOf(report({ a: { severity, range: '*' } }), '.')).toEqual({ kind: 'clean' });
  });

  test('that finds nothing passes', () => {
    expect(verdictOf(report({}), '.')).toEqual({ kind: 'clean' });
  });

  test.each([
    [
      'does not answer',
      '{"message":"request to https://registry failed, reason: ECONNREFUSED","error":{"summary":""}}',
    ],
    ['knows no audits', '{"message":"405 Method Not Allowed - POST https://registry","statusCode":405}'],
    ['answers with a page', '<html>'],
    ['makes npm print nothing', ''],
  ])('of a registry that %s is neither clean nor a finding, and says why', (_what, output) => {
    expect(verdictOf(output, 'x')).toEqual({
      kind: 'unknown',
      sentence: expect.stringMatching(/^The packages of x were not audited: .+\.$/),
    });
  });
});
