import { afterAll, beforeEach, test } from '@jest/globals';

import type { FaultName } from '../doctor-faults/list.ts';
import { expectNamed } from '../support/broken.ts';
import { settled } from '../support/doctor.ts';
import { destroyFaultClients } from '../support/fault-makers.ts';

beforeEach(settled);
afterAll(destroyFaultClients);

/*
 * Faults of the list that do not affect other checks are made at the same time, and each must still be named by its own check.
 * `make doctor-faults` makes each of the list alone.
 */
const GROUPS: Record<string, FaultName[]> = {
  'faults that affect no other check': [
    'the signing key is retired',
    'a dead letter waits',
    'an alarm rings',
    'the viewer function is of another version',
    'anybody may call render',
    'a trigger may use all executions',
    'the bucket refuses the CDN',
    'browsers get no better format',
    'the key is disabled',
    'nothing starts a sweep',
    'versioning is suspended',
    'the CDN is told of no change',
  ],
  'the path to render, and a public bucket': ['the function URL refuses the CDN', 'the bucket is public'],
  events: ['uploads tell nobody'],
  'the queue': ['the queue refuses the topic'],
  'the subscription': ['the subscription lets nothing through'],
  'the trigger': ['nothing takes uploads from the queue'],
  'the environment': ['a function cannot read its configuration'],
  'a function': ['render is switched off'],
  'the limits': ['every upload is rejected'],
  'the role': ['process may not write'],
};

test.each(Object.entries(GROUPS))('of %s the right checks fail, and no others', async (_, faults) => {
  await expectNamed(faults);
});
