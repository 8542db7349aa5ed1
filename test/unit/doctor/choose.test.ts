import { expect, test } from '@jest/globals';

import { CHECKS } from '../../../ops/doctor/checks/index.ts';
import { choose } from '../../../ops/doctor/choose.ts';

const idsOf = (only?: readonly string[]): string[] => choose(CHECKS, only).map(({ id }) => id);

test('chosen checks run with all their direct and indirect dependencies, in the usual order', () => {
  expect(idsOf(['version'])).toEqual(['version']);
  expect(idsOf(['replace', 'version'])).toEqual([
    'configuration',
    'delivery',
    'rights',
    'upload',
    'purge',
    'replace',
    'version',
  ]);
});

test('each check can run without the others', () => {
  for (const { id, needs } of CHECKS) expect(idsOf([id])).toEqual(expect.arrayContaining([id, ...needs]));
});

test('all checks run if none is named', () => {
  expect(choose(CHECKS, undefined)).toBe(CHECKS);
});

test('an unknown check is refused, and the existing ones are listed', () => {
  expect(() => idsOf(['version', 'nothing'])).toThrow(
    /There is no check "nothing"\. Allowed: .*paths-stored.*version\./,
  );
});
