import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListMapRunsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';

import { batchEventSchema } from '../../handler/src/sweep/batch.ts';
import { clientOptions, s3Of } from '../../local/bucket.ts';
import { stopEmulator } from '../../local/emulator.ts';
import { type Home, PROJECT } from '../../local/paths.ts';
import { makeFunction, makeRole, startOwn } from './support/own-emulator.ts';

const Bucket = 'photos';
const TEMPLATE = path.join(PROJECT, 'modules', 'backfill', 'definition.json.tftpl');

/** Busy once for each batch, and broken for what is called so. */
const FUNCTION = `
  const { existsSync, writeFileSync } = require('node:fs');
  exports.handler = async ({ backfill }) => {
    if (backfill.Items.some(({ Key }) => Key.includes('broken'))) throw new Error('broken');
    const first = '/tmp/' + Buffer.from(backfill.Items[0].Key).toString('hex');
    if (!existsSync(first)) {
      writeFileSync(first, '');
      throw Object.assign(new Error('full'), { name: 'ProcessQueueBusy' });
    }
    return { looked: backfill.Items.length };
  };
`;

let home: Home;
let sfn: SFNClient;
let s3: S3Client;
let functionArn: string;
let roleArn: string;

beforeAll(async () => {
  const own = await startOwn('map-runs');
  home = own.home;
  sfn = new SFNClient(clientOptions(own.state));
  s3 = s3Of(own.state);
  const lambda = new LambdaClient(clientOptions(own.state));
  const role = await makeRole(own.state, 'function', ['logs:*']);
  roleArn = role.arn;
  await makeFunction(lambda, { name: 'sweep', role, source: FUNCTION, timeout: 20 });
  const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: 'sweep' }));
  functionArn = Configuration?.FunctionArn ?? '';
  lambda.destroy();
  await s3.send(new CreateBucketCommand({ Bucket }));
});

afterAll(() => stopEmulator(home));

/** The module's own definition, with waits of a second. */
async function definition(prefix: string, settings: Readonly<Record<string, string>> = {}): Promise<string> {
  const template = (await readFile(TEMPLATE, 'utf8')).replace('"IntervalSeconds": 20', '"IntervalSeconds": 1');
  const values: Readonly<Record<string, string>> = {
    stack: 'gallery',
    partition: 'aws',
    bucket: Bucket,
    prefix,
    batch_size: '10',
    max_concurrency: '3',
    tolerated_failure_percent: '0',
    function_arn: functionArn,
    results_bucket: Bucket,
    results_prefix: 'backfill',
    ...settings,
  };
  return template
    .replace('"MaxAttempts": 6', '"MaxAttempts": 1')
    .replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

async function ran(name: string, definition: string) {
  const { stateMachineArn } = await sfn.send(new CreateStateMachineCommand({ name, definition, roleArn }));
  const input = JSON.stringify({ rate: 40, backlog: 800 });
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
  for (;;) {
    const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') {
      const { mapRuns = [] } = await sfn.send(new ListMapRunsCommand({ executionArn }));
      const run = await sfn.send(new DescribeMapRunCommand({ mapRunArn: mapRuns[0]?.mapRunArn }));
      return { execution, run };
    }
    await sleep(200);
  }
}

async function put(...keys: string[]): Promise<void> {
  await Promise.all(keys.map((Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))));
}

const read = async (Key: string): Promise<unknown> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return JSON.parse((await Body?.transformToString()) ?? '');
};
const rows = z.array(z.object({ Input: z.string() }));

describe("the backfill's state machine", () => {
  test('hands on all originals in batches with the pace, waits for a full queue, and writes down what became of them', async () => {
    await put(...Array.from({ length: 25 }, (_, i) => `originals/photo ${i}.jpg`), 'elsewhere/photo.jpg');
    const { execution, run } = await ran('whole', await definition('originals/'));
    expect(execution.status).toBe('SUCCEEDED');
    expect(run).toMatchObject({
      status: 'SUCCEEDED',
      maxConcurrency: 3,
      itemCounts: { total: 25, succeeded: 25, pending: 0 },
      executionCounts: { total: 3, succeeded: 3 },
    });
    const output = z
      .object({ ResultWriterDetails: z.object({ Key: z.string() }) })
      .parse(JSON.parse(execution.output ?? ''));
    const manifest = z
      .object({
        ResultFiles: z.object({ SUCCEEDED: z.array(z.object({ Key: z.string() })), FAILED: z.array(z.unknown()) }),
      })
      .parse(await read(output.ResultWriterDetails.Key));
    expect(manifest.ResultFiles.FAILED).toEqual([]);
    const inputs = rows
      .parse(await read(manifest.ResultFiles.SUCCEEDED[0]?.Key ?? ''))
      .map(({ Input }) => JSON.parse(Input) as object);
    const batches = inputs.map((input) => {
      const { Items, BatchInput } = z.object({ Items: z.unknown(), BatchInput: z.object({}) }).parse(input);
      // What the function is given of it, by the definition: it must accept that.
      return batchEventSchema.parse({ backfill: { Items, rate: 40, backlog: 800, concurrency: 3, ...BatchInput } })
        .backfill;
    });
    expect(batches.map(({ Items }) => Items.length).sort()).toEqual([10, 10, 5]);
    expect(new Set(batches.flatMap(({ Items }) => Items.map(({ Key }) => Key))).size).toBe(25);
  });

  test('fails once more than the tolerated share has failed, and names those in the results', async () => {
    await put(...Array.from({ length: 20 }, (_, i) => `some/${String(i).padStart(2, '0')}.jpg`), 'some/19-broken.jpg');
    const tolerant = await ran('tolerant', await definition('some/', { tolerated_failure_percent: '60' }));
    expect(tolerant.execution.status).toBe('SUCCEEDED');
    expect(tolerant.run.itemCounts).toMatchObject({ total: 21, failed: 10, succeeded: 11 });

    const strict = await ran('strict', await definition('some/', { results_prefix: 'strict' }));
    expect(strict.execution).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'strict/' }));
    const failed = Contents.map(({ Key = '' }) => Key).find((key) => key.endsWith('/FAILED_0.json'));
    expect(JSON.stringify(await read(failed ?? ''))).toContain('19-broken.jpg');
  });
});
