import '../../support/images/two-threads.ts';

import { expect, test } from '@jest/globals';

import { RELEASE } from '../../../handler/src/image/release.ts';
import { measureGolden, PLATFORM, readGolden, REFERENCE } from '../../support/images/golden.ts';

test('a release has its recorded bytes: other bytes need another RELEASE', async () => {
  const { release, platforms } = await readGolden();
  // "npm run golden" records the bytes of a new release; it refuses to record other bytes for the same one.
  expect({ release }).toEqual({ release: RELEASE });
  expect(await measureGolden()).toEqual(platforms[PLATFORM] ?? platforms[REFERENCE]);
});
