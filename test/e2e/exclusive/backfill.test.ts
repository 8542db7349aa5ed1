import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { CreateStateMachineCommand, DeleteStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execa } from 'execa';

import { clientOptions } from '../../../local/bucket.ts';
import { cleanEnv } from '../../../local/clean-env.ts';
import { PROJECT } from '../../../local/paths.ts';
import { emulatorVariables } from '../../../local/variables.ts';
import { backfillDefinition } from '../../support/backfill-definition.ts';
import { photograph } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { processed, readManifest, timesWritten } from '../support/objects.ts';
import { drained } from '../support/queues.ts';
import { bucket, output, s3, state } from '../support/stack.ts';

const sfn = new SFNClient(clientOptions(state));
let stateMachineArn: string | undefined;

beforeAll(async () => {
  await drained();
  // That of modules/backfill, over one folder: what other tests left in the bucket is not its business.
  ({ stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({
      name: 'darkroom-e2e-backfill',
      roleArn: 'arn:aws:iam::000000000000:role/darkroom-e2e-backfill',
      definition: await backfillDefinition({
        bucket,
        prefix: 'originals/backfill/',
        function_arn: output('sweep_function_arn'),
      }),
    }),
  ));
});

afterAll(async () => {
  await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
  sfn.destroy();
});

/** Runs the command as an operator does. */
async function backfill(...options: string[]) {
  const args = ['--disable-warning=ExperimentalWarning', 'ops/main.ts', 'backfill', ...options];
  const run = execa('node', [...args, '--via', 'map', '--stack', 'darkroom-e2e', '--json'], {
    cwd: PROJECT,
    env: cleanEnv(emulatorVariables(state)),
    extendEnv: false,
    preferLocal: true,
  });
  return JSON.parse((await run).stdout) as unknown;
}

test('a run of Step Functions has made what is missing, and left what is there, by the real sweep and process functions', async () => {
  const there = ['backfill/there 1.jpg', 'backfill/there-2.jpg'];
  const missing = ['backfill/missing 1+ü.jpg', 'backfill/missing-2.jpg'];
  const picture = await photograph(300, 200, 41);
  await Promise.all([...there, ...missing].map((path) => processed(path, picture)));
  await drained();
  for (const path of missing) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: `manifests/${path}.json` }));
  // The sweep function leaves younger objects to their events.
  await sleep(1100);

  const end = { state: 'succeeded', total: 4, done: 4, failed: 0, error: null };
  expect(await backfill('run', '--interval', '0.2')).toMatchObject({ end });
  expect(await backfill('status')).toMatchObject(end);
  for (const path of missing) {
    const manifest = await until(`the manifest of ${path}`, () => readManifest(path));
    expect(manifest.status).toBe('ready');
    expect(Object.values(await timesWritten(path))).toEqual(Array(9).fill(2));
  }
  for (const path of there) expect(Object.values(await timesWritten(path))).toEqual(Array(9).fill(1));
});
