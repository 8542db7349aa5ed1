import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execa } from 'execa';
import pMap from 'p-map';

import { clientOptions } from '../../../local/bucket.ts';
import { cleanEnv } from '../../../local/clean-env.ts';
import { endpointOf, REGION } from '../../../local/emulator.ts';
import { PROJECT } from '../../../local/paths.ts';
import { photograph } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { readManifest, upload } from '../support/objects.ts';
import { deadLetters, depth, drained } from '../support/queues.ts';
import { output, sqs, state } from '../support/stack.ts';

const LETTERS = 200;
/** Every so many is a picture; the others are rejected, which is as much of an end and costs no encoder. */
const PICTURE_EVERY = 10;
const AT_ONCE = 8;
const iam = new IAMClient(clientOptions(state));
const queue = output('process_queue_url');
let usual: Record<string, string> = {};

beforeAll(async () => {
  await drained();
  const names = ['RedrivePolicy', 'VisibilityTimeout'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: [...names] }),
  );
  usual = Attributes;
  // One attempt without waiting, which takes half an hour on AWS.
  const { deadLetterTargetArn } = JSON.parse(usual['RedrivePolicy'] ?? '{}') as { deadLetterTargetArn?: string };
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { RedrivePolicy, VisibilityTimeout: '1' } }),
  );
});

afterAll(async () => {
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: usual }));
  await mendBug().catch(() => undefined);
  iam.destroy();
});

/** The bug: the function may no longer list the bucket. */
const Bug = { RoleName: output('process_role_name'), PolicyName: 'bug' };

async function makeBug(): Promise<void> {
  const Statement = { Effect: 'Deny', Action: 's3:ListBucket', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ ...Bug, PolicyDocument }));
}

async function mendBug(): Promise<void> {
  await iam.send(new DeleteRolePolicyCommand(Bug));
}

/** Runs the command as an operator does; interrupts it like Ctrl-C once so many messages have been moved. */
async function redrive(interruptAfter?: number) {
  const { accessKeyId = '', secretAccessKey = '' } = state.credentials ?? {};
  const env = cleanEnv({
    AWS_ENDPOINT_URL: endpointOf(state),
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
  const from = output('process_dead_letter_queue_url');
  const args = ['--disable-warning=ExperimentalWarning', 'ops/main.ts', 'redrive', '--queue', from, '--rate', '30'];
  const run = execa('node', args, { cwd: PROJECT, env, extendEnv: false, preferLocal: true, reject: false, all: true });
  if (interruptAfter !== undefined) {
    const before = await deadLetters();
    await until('some to be moved', async () => (before - (await deadLetters()) >= interruptAfter ? true : null));
    run.kill('SIGINT');
  }
  return run;
}

test('two hundred dead letters of a bug are put back once it is mended, interrupted twice on the way, and none is lost', async () => {
  const picture = await photograph(40, 30, 31);
  const uploads = Array.from({ length: LETTERS }, (_, n) =>
    n % PICTURE_EVERY === 0
      ? { path: `redrive/${n}.jpg`, bytes: picture, status: 'ready' }
      : { path: `redrive/${n}.txt`, bytes: Buffer.from(`letter ${n}`), status: 'rejected' },
  );
  await makeBug();
  await pMap(uploads, ({ path, bytes }) => upload(path, bytes), { concurrency: AT_ONCE });
  await until('all of them to be dead', async () => ((await deadLetters()) === LETTERS ? true : null), 100_000);
  await mendBug();
  // A message that a busy machine takes more than a second for would be dead once more.
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: usual }));

  const first = await redrive(20);
  const left = (await depth(output('process_dead_letter_queue_url'))).waiting;
  expect([first.exitCode, first.all]).toEqual([130, expect.stringContaining('Interrupted')]);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(LETTERS);

  const second = await redrive(20);
  expect(second.exitCode).toBe(130);

  const third = await redrive();
  expect([third.exitCode, third.all]).toEqual([0, expect.stringContaining('about 0 left')]);
  await drained();
  expect(await deadLetters()).toBe(0);
  const ends = await pMap(uploads, async ({ path }) => (await readManifest(path))?.status, { concurrency: AT_ONCE });
  expect(ends).toEqual(uploads.map(({ status }) => status));
}, 240_000);
