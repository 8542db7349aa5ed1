import { afterAll, beforeEach, test } from '@jest/globals';

import { expectNamed, type Fault } from '../support/broken.ts';
import { RETIRED_KEY, settled } from '../support/doctor.ts';
import {
  changeBucketPolicy,
  changeConfig,
  changeNotifications,
  changeTrigger,
  changeViewerFunction,
  denyRole,
  destroyClients,
  filterSubscription,
  forbidInvoking,
  forgetQueuePolicy,
  leaveDeadLetter,
  openBucket,
  openFunctionUrl,
  suspendVersioning,
  switchOffRender,
} from '../support/doctor-faults.ts';
import { output } from '../support/stack.ts';

beforeEach(settled);
afterAll(destroyClients);

const process = output('process_function_name');
const purge = output('purge_function_name');
const sweep = output('sweep_function_name');

const withLimits = (config: string, limits: object): string => {
  const document = JSON.parse(config) as { limits?: object };
  return JSON.stringify({ ...document, limits: { ...document.limits, ...limits } });
};

/*
 * Faults of a stack, listed before the checks were written. Faults that do not affect other checks are injected at the
 * same time, and each must still be named by its own check.
 */
const FAULTS: Record<string, Record<string, Fault>> = {
  'faults that affect no other check': {
    'a retired signing key': { fails: 'signed', options: { signingKey: RETIRED_KEY } },
    'a dead letter': { fails: 'dead-letters', make: leaveDeadLetter },
    'a viewer function of another version': {
      fails: 'version',
      make: () => changeViewerFunction((code) => code.replace(/^\/\/ darkroom .*$/m, '// darkroom 0.0.1')),
    },
    'a public function URL': { fails: 'function-url', make: openFunctionUrl },
    'a trigger that may use all concurrency of the account': {
      fails: 'concurrency',
      make: () =>
        changeTrigger(
          sweep,
          { ScalingConfig: { MaximumConcurrency: 1000 } },
          { ScalingConfig: { MaximumConcurrency: 2 } },
        ),
    },
    'a bucket policy that does not let the CDN read': {
      fails: 'stored',
      make: () => changeBucketPolicy((all) => all.filter(({ Sid }) => !String(Sid).includes('CloudFront'))),
    },
    'a viewer function that ignores Accept': {
      fails: 'formats',
      make: () => changeViewerFunction((code) => code.replace(/headers\.accept\b/, 'headers.nobody')),
    },
    'suspended versioning': { fails: 'bucket-settings', make: suspendVersioning },
    'a disabled purge trigger': {
      fails: 'purge',
      make: () => changeTrigger(purge, { Enabled: false }, { Enabled: true }),
    },
  },
  'the path to render, and a public bucket': {
    'a function URL that refuses the CDN': { fails: 'render', make: forbidInvoking },
    // It is seen from outside, and in the bucket's settings.
    'a public bucket': { fails: ['private-bucket', 'bucket-settings'], make: openBucket },
  },
  events: {
    'a bucket that tells nobody': { fails: 'delivery', make: () => changeNotifications(() => []) },
  },
  'the queue': {
    'a missing queue policy': { fails: 'delivery', make: forgetQueuePolicy },
  },
  'the subscription': {
    'a subscription that filters out everything': { fails: 'delivery', make: filterSubscription },
  },
  'the trigger': {
    'a disabled process trigger': {
      fails: 'delivery',
      make: () => changeTrigger(process, { Enabled: false }, { Enabled: true }),
    },
  },
  'the environment': {
    'an invalid configuration': {
      fails: 'configuration',
      make: () => changeConfig(process, (config) => config.slice(0, -9)),
    },
  },
  'a function': {
    'a render function that is switched off': { fails: 'configuration', make: switchOffRender },
  },
  'the limits': {
    'a limit that rejects everything': {
      fails: 'upload',
      make: () => changeConfig(process, (config) => withLimits(config, { bytes: 9 })),
    },
  },
  'the role': {
    'a role that may not write': {
      fails: 'rights',
      make: () => denyRole(output('process_role_name'), 's3:PutObject'),
    },
  },
};

test.each(Object.entries(FAULTS))('of %s the right checks fail, and no others', async (_, faults) => {
  await expectNamed(Object.values(faults));
});
