/** Records the output bytes of a new RELEASE, which test/unit/image/golden.test.ts compares with the code's. */
import '../test/support/images/two-threads.ts';

import { PLATFORM, writeGolden } from '../test/support/images/golden.ts';

try {
  await writeGolden();
  console.log(`Recorded for ${PLATFORM}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
