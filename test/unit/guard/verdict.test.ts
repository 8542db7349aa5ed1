import { describe, expect, test } from '@jest/globals';

import { Rejection } from '../../../handler/src/errors.ts';
import { crashError, isCrash, overrunError } from '../../../handler/src/image/guard/verdict.ts';

const allowance = { deadlineMs: 40_000, memoryMb: 1_392.1 };

describe('an image that passes its deadline', () => {
  test.each([0, 0.01, 0.6, 1, 3.9])('is to blame when it had a processor for %d of the time', (share) => {
    const error = overrunError({ what: 'time', share }, allowance);
    expect(error).toMatchObject({ name: 'Rejection', code: 'too_expensive' });
    expect(error.message).toMatch(/more than 40 s.*Upload a smaller or simpler copy/);
  });

  test.each([0.06, 0.1, 0.24])('is not to blame when it had a processor for only %d of the time', (share) => {
    expect(overrunError({ what: 'time', share }, allowance)).not.toBeInstanceOf(Rejection);
  });
});

test('blames the image for memory however busy the machine was', () => {
  const error = overrunError({ what: 'memory', share: 0.1 }, allowance);
  expect(error).toMatchObject({ name: 'Rejection', code: 'too_expensive' });
  expect(error.message).toContain('more than 1392 MB');
});

describe('a worker that ended', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const)('was told to by %s', (signal) => {
    expect(isCrash({ code: null, signal })).toBe(false);
  });

  test.each(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGKILL'] as const)('crashed by %s', (signal) => {
    expect(isCrash({ code: null, signal })).toBe(true);
    expect(crashError({ code: null, signal }, 2).message).toContain(`2 times (${signal})`);
  });

  test.each([0, 1, 134])('crashed with exit code %d', (code) => {
    expect(isCrash({ code, signal: null })).toBe(true);
    expect(crashError({ code, signal: null }, 2).message).toContain(`exit code ${code}`);
  });
});
