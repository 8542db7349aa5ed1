import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';

import type { Manifest } from '../../../handler/src/manifest.ts';
import { clientOptions, outputOf } from '../../../local/bucket.ts';
import { allIn } from '../support/all-in.ts';
import { watchBatch } from '../support/batch.ts';
import { openScenario } from '../support/scenario.ts';
import { untilIdle } from '../support/until-idle.ts';

/** MB: less than the function believes it has, so that it cannot anticipate the limit. */
const MEMORY = 256;
const scenario = openScenario();
let usual = 0;

async function setMemory(MemorySize: number): Promise<number> {
  const lambda = new LambdaClient(clientOptions(scenario.state));
  const FunctionName = outputOf(scenario.state, 'process_function_name');
  const before = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize }));
  lambda.destroy();
  return before.MemorySize ?? 0;
}

beforeAll(async () => {
  usual = await setMemory(MEMORY);
});
afterAll(() => setMemory(usual));

test('an upload that exhausts the memory of every function that tries it is rejected, without a dead letter', async () => {
  const huge = { width: 9000, height: 9000, channels: 3 as const, background: '#357' };
  const pictures = [
    await sharp({ create: huge }).jpeg({ progressive: true }).toBuffer(),
    scenario.pictures[0] ?? Buffer.of(),
  ];
  const { site } = scenario;
  const batch = await watchBatch(site, pictures, 2, (number) => number);
  await batch.upload();
  await untilIdle(site);

  const manifests = await Promise.all(
    batch.entries.map(async ({ path }) => {
      const Key = `manifests/${path}.json`;
      const { Body } = await site.s3.send(new GetObjectCommand({ Bucket: site.bucket, Key }));
      return JSON.parse((await Body?.transformToString()) ?? '') as Manifest;
    }),
  );
  expect(manifests.map((made) => (made.status === 'rejected' ? made.rejection.code : made.status))).toEqual([
    'too_expensive',
    'ready',
  ]);
  const depths = await Promise.all(site.deadLetterQueues.map((queue) => allIn(site.sqs, queue)));
  expect(depths.filter((depth) => depth > 0)).toEqual([]);
}, 240_000);
