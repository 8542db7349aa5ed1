import '../../support/images/two-threads.ts';

import { expect, jest, test } from '@jest/globals';

import { RELEASE } from '../../../handler/src/image/release.ts';
import { measureGolden, PLATFORM, readGolden, REFERENCE } from '../../support/images/golden.ts';

// Encoders are slow where other work competes for the cores.
jest.setTimeout(60_000);

test('a release has its recorded bytes: other bytes need another RELEASE', async () => {
  const { release, platforms } = await readGolden();
  // "npm run golden" records the bytes of a new release; it refuses to record other bytes for the same one.
  expect({ release }).toEqual({ release: RELEASE });
  expect(await measureGolden()).toEqual(platforms[PLATFORM] ?? platforms[REFERENCE]);
});
