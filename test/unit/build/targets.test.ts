import { describe, expect, test } from '@jest/globals';

import { platformFor } from '../../../handler/build/binaries.ts';
import { LAMBDA_TARGETS, localTarget, type Machine } from '../../../handler/build/targets.ts';

describe('what a zip is made for', () => {
  test("Lambda's zips are for Linux with glibc, one per architecture", () => {
    expect(LAMBDA_TARGETS.map(platformFor)).toEqual(['linux arm64 glibc', 'linux x64 glibc']);
  });

  test.each<[string, Machine, string]>([
    ["a Linux with glibc runs one of Lambda's own zips", { os: 'linux', cpu: 'x64', libc: 'glibc' }, 'x86_64'],
    ['an Alpine needs a zip of its own', { os: 'linux', cpu: 'arm64', libc: 'musl' }, 'local'],
    ['a Mac needs a zip of its own', { os: 'darwin', cpu: 'arm64', libc: null }, 'local'],
  ])('%s', (_, machine, name) => {
    expect(localTarget(machine).name).toBe(name);
  });

  test('a machine that sharp has no binaries for is refused by name', () => {
    expect(() => localTarget({ os: 'win32', cpu: 'x64', libc: null })).toThrow('win32 x64');
  });
});
