import { ListObjectsV2Command } from '@aws-sdk/client-s3';

import { photograph } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { denyRole, type Mend } from './doctor-faults.ts';
import { remove, upload } from './objects.ts';
import { drained, emptied } from './queues.ts';
import { bucket, output, s3 } from './stack.ts';

const FOLDER = 'doctor-poison/';

/** Once the doctor is at work, uploads what process can't bring to an end: its message comes back again and again. */
export async function poisonLater(): Promise<Mend> {
  const allow = await denyRole(output('process_role_name'), 's3:PutObject', `variants/${FOLDER}*`);
  const picture = await photograph(40, 30);
  const path = `${FOLDER}${Date.now()}.jpg`;
  const known = await manifests();
  const stop = new AbortController();
  const poisoned = until('the first manifest of the doctor', async () => {
    if (stop.signal.aborted) return 'in vain';
    if ((await manifests()).every((key) => known.includes(key))) return null;
    return upload(path, picture);
  });
  poisoned.catch(() => undefined);
  return async () => {
    stop.abort();
    await poisoned;
    await allow();
    // Else it would come again in three minutes.
    await emptied();
    await remove(path);
    await drained();
  };
}

async function manifests(): Promise<string[]> {
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: 'manifests/darkroom-doctor-' }),
  );
  return Contents.map(({ Key = '' }) => Key);
}
