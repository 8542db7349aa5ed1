import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';

import { requestsOfPhoto } from '../../../ops/cost/model.ts';
import type { Answer, Ask } from '../../../ops/doctor/ask.ts';
import { type Bill, Meter } from '../../../ops/doctor/meter.ts';
import type { Stack } from '../../../ops/stack/stack.ts';
import { classic, DEFAULT_LIMITS } from '../../support/images/presets.ts';

const config = { presets: classic([]), limits: DEFAULT_LIMITS };
const stack = { functions: { purge: {} }, config, region: 'us-east-1' } as unknown as Stack;
const count = ({ lines }: Bill, what: string): number => lines.find((line) => line.what === what)?.count ?? 0;

/** Clients whose requests are counted, but fail before they are sent. */
function offline() {
  const options = { region: 'us-east-1', credentials: () => Promise.reject(new Error('offline')), maxAttempts: 1 };
  return { s3: new S3Client(options), sqs: new SQSClient(options) };
}

test('requests of its own are counted as they are billed; deletions are free', async () => {
  const [meter, clients] = [new Meter(), offline()];
  meter.watch(clients);
  const object = { Bucket: 'b', Key: 'k' };
  await Promise.allSettled([
    clients.s3.send(new ListObjectVersionsCommand({ Bucket: 'b' })),
    clients.s3.send(new GetObjectCommand(object)),
    clients.s3.send(new DeleteObjectCommand(object)),
    clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: 'https://sqs.example.com/1/q' })),
  ]);
  const bill = meter.bill(stack, 0);
  expect(['S3 PUT and LIST', 'S3 GET and HEAD', 'SQS', 'Lambda requests'].map((what) => count(bill, what))).toEqual([
    1, 1, 1, 0,
  ]);
});

test('an upload costs what a photo costs, and each can be an invalidation path', async () => {
  const [meter, clients] = [new Meter(), offline()];
  meter.watch(clients);
  await Promise.allSettled([clients.s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' }))]);
  const bill = meter.bill(stack, 0);
  expect(count(bill, 'S3 PUT and LIST')).toBe(requestsOfPhoto(3).s3PutOrList);
  expect(count(bill, 'Lambda requests')).toBe(1);
  expect(bill.invalidations).toEqual({ paths: 1, dollars: 0.005 });
  expect(bill.dollars).toBeGreaterThan(0);
});

test('what render answered is counted once, not again from the cache', async () => {
  const answers: Answer['headers'][] = [
    { 'x-darkroom': '2.0.0' },
    { 'x-darkroom': '2.0.0', 'x-cache': 'Hit from cloudfront' },
    { 'x-darkroom-error': 'no_original' },
    {},
  ];
  const meter = new Meter();
  const ask: Ask = () => Promise.resolve({ status: 200, headers: answers.shift() ?? {}, bytes: Buffer.alloc(0) });
  const asked = meter.asking(ask);
  for (let call = 0; call < 4; call += 1) await asked('https://cdn.example.com', '/a.jpg');
  expect(count(meter.bill(stack, 0), 'Lambda requests')).toBe(2);
});
