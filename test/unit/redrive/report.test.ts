import { describe, expect, test } from '@jest/globals';

import { exitCode, sampleText } from '../../../ops/redrive/report.ts';

const done = { moved: 3, cameBack: 0, failures: [], interrupted: false };

describe('report', () => {
  test('exit codes distinguish done, left behind and interrupted', () => {
    expect(exitCode(done)).toBe(0);
    expect(exitCode({ ...done, cameBack: 1 })).toBe(1);
    expect(exitCode({ ...done, failures: [new Error('x')] })).toBe(1);
    expect(exitCode({ ...done, interrupted: true })).toBe(130);
  });

  test('control characters in a body do not reach the terminal', () => {
    expect(sampleText([{ MessageId: 'a', Body: '\u001b[2J\nfake line' }])).toBe('      a  "\\u001b[2J\\nfake line"');
  });
});
