import { afterAll, beforeEach, test } from '@jest/globals';

import { expectNamed } from '../support/broken.ts';
import { allowPlainHttp, destroyCloudFront, keepErrors, serveOriginals } from '../support/distribution-faults.ts';
import { settled } from '../support/doctor.ts';
import {
  changeBucketPolicy,
  changeNotifications,
  changeViewerFunction,
  denyRole,
  destroyClients,
  type Mend,
} from '../support/doctor-faults.ts';
import { startKeepingCache } from '../support/keeping-cache.ts';
import { poisonLater } from '../support/poison.ts';
import { drained } from '../support/queues.ts';
import { bucket, output } from '../support/stack.ts';

beforeEach(settled);
afterAll(() => {
  destroyClients();
  destroyCloudFront();
});

/** As a list of what may be read that somebody has made by hand, from the names of the usual folders. */
const refuseSpellings = () =>
  changeBucketPolicy((statements) => [
    ...statements,
    {
      Sid: 'Odd',
      Effect: 'Deny',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${bucket}/variants/_base32/*`,
    },
  ]);

async function tellOfUploadsOnly(): Promise<Mend> {
  const mend = await changeNotifications((topics) =>
    topics.map((topic) => ({ ...topic, Events: ['s3:ObjectCreated:*'] })),
  );
  // S3 sends a test event whenever notifications are set, and the doctor says nothing of queues that others use.
  await drained();
  return mend;
}

test('what was changed by hand on the way to the viewer is each named by its own check, and all others pass', async () => {
  await expectNamed([
    { fails: 'private-cdn', make: serveOriginals },
    { fails: 'plain-http', make: allowPlainHttp },
    { fails: 'missing', make: () => keepErrors(404, 86_400) },
    { fails: 'paths-stored', make: refuseSpellings },
    { fails: 'paths-missing', make: () => denyRole(output('render_role_name'), 's3:PutObject', 'variants/_base32/*') },
    { fails: 'delete', make: tellOfUploadsOnly },
    { fails: 'queues', make: poisonLater },
  ]);
});

test('a cache of one’s own in front that keeps what it has, and a viewer function that spells paths otherwise', async () => {
  const { url, stop } = await startKeepingCache();
  const faults = [
    // All that it had kept is wrong from then on, wherever that is looked at.
    { fails: ['appears', 'replace', 'delete'], options: { connect: url } },
    // Neither the bucket nor render has what such a URL leads to.
    {
      fails: ['paths-stored', 'paths-missing'],
      make: () => changeViewerFunction((code) => code.replaceAll('_base32', '_base64')),
    },
  ];
  try {
    await expectNamed(
      faults,
      faults.flatMap(({ fails }) => fails),
    );
  } finally {
    await stop();
  }
});
