import { afterAll, beforeEach, test } from '@jest/globals';

import type { FaultName } from '../doctor-faults/list.ts';
import { checksOf, expectNamed } from '../support/broken.ts';
import { settled } from '../support/doctor.ts';
import { destroyFaultClients } from '../support/fault-makers.ts';

beforeEach(settled);
afterAll(destroyFaultClients);

test('what was changed by hand on the way to the viewer is each named by its own check, and all others pass', async () => {
  await expectNamed([
    'the CDN hands out originals',
    'the CDN serves plain HTTP',
    'errors stay in the CDN for a day',
    'the bucket refuses encoded names',
    'render may not write encoded names',
    'deletions tell nobody',
    'a message comes back again and again',
  ]);
});

test('a cache of one’s own in front that keeps what it has, and a viewer function that spells paths otherwise', async () => {
  // All that the cache had kept is wrong from then on, wherever that is looked at; and neither the bucket nor render has what
  // such a URL leads to.
  const faults: FaultName[] = ['a cache in front keeps what it has', 'the viewer function spells names otherwise'];
  await expectNamed(faults, checksOf(faults));
});
