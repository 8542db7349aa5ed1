import { afterAll, beforeEach, test } from '@jest/globals';

import { expectHealed, expectNamed } from '../support/broken.ts';
import { settled } from '../support/doctor.ts';
import { destroyFaultClients } from '../support/fault-makers.ts';
import { FAULT_NAMES, type FaultName } from './list.ts';

/** Names of those to try, separated by commas; all of the list by default. */
const only = process.env['DARKROOM_ONLY']?.split(',').filter((name) => name !== '') ?? [];
const unknown = only.filter((name) => !FAULT_NAMES.includes(name as FaultName));
if (unknown.length > 0) throw new Error(`ONLY has "${unknown.join()}", but the faults are: ${FAULT_NAMES.join(', ')}.`);

beforeEach(settled);
afterAll(destroyFaultClients);

test.each(FAULT_NAMES.filter((name) => only.length === 0 || only.includes(name)))(
  '%s: the doctor names it, and nothing else, and nothing once it is mended',
  async (fault) => {
    await expectNamed([fault]);
    await expectHealed([fault]);
  },
);
