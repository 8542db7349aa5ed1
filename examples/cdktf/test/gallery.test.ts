import { mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { check } from '../../../scripts/terraform/check.ts';
import { readHcl, readModule } from '../../../scripts/terraform/module.ts';
import { type Synthesised, synthesise } from './synthesised.ts';

const root = resolve(import.meta.dirname, '../../..');

let folder: string;
let json: Synthesised;
let text: string;
beforeAll(async () => {
  ({ folder, json, text } = await synthesise());
});

test('every name that the stack sets, at any depth, is one the module knows', async () => {
  expect(Object.keys(json.module['darkroom'] ?? {})).toContain('presets');
  expect(await check(folder)).toMatchObject({ problems: [], skipped: [] });
});

test('a misspelt name would be found', async () => {
  const copy = await mkdtemp(join(folder, '..', 'misspelt-'));
  await writeFile(join(copy, 'cdk.tf.json'), text.replace('"jpeg": 75', '"jpg": 75'));
  expect(await check(copy)).toMatchObject({
    problems: [{ path: 'module.darkroom.presets["thumb"].quality.jpg' }],
  });
});

test('every output that the stack reads is one the module declares', async () => {
  const declared = (await readModule(root)).outputs.map(({ name }) => name);
  const read = new Set(Array.from(text.matchAll(/module\.darkroom\.(\w+)/g), (match) => match[1] ?? ''));
  expect([...read].sort()).toEqual(['bucket_name', 'events_topic_arn']);
  expect(declared).toEqual(expect.arrayContaining([...read]));
});

test('the queue hears the events topic, and only of variants that are ready', () => {
  expect(json.resource['aws_sns_topic_subscription']?.['ready-subscription']).toMatchObject({
    topic_arn: '${module.darkroom.events_topic_arn}',
    endpoint: '${aws_sqs_queue.ready.arn}',
    filter_policy: JSON.stringify({ type: ['ready'] }),
  });
});

test('nobody but the events topic may write to the queue', () => {
  const policy = JSON.parse(String(json.resource['aws_sqs_queue_policy']?.['ready-policy']?.['policy'])) as unknown;
  expect(policy).toMatchObject({
    Statement: [
      {
        Principal: { Service: 'sns.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': '${module.darkroom.events_topic_arn}' } },
      },
    ],
  });
});

test('the stack takes every provider release that the module takes', async () => {
  const { terraform } = await readHcl(join(root, 'versions.tf'));
  const [settings] = terraform as { required_providers: { aws: { version: string } }[] }[];
  expect(json.terraform.required_providers['aws']?.version).toBe(settings?.required_providers[0]?.aws.version);
});

test('the library that synthesised is the one this run is about', () => {
  const { LIBRARY } = globalThis as unknown as { LIBRARY: string };
  const { version } = createRequire(import.meta.url)(`${LIBRARY}/package.json`) as { version: string };
  expect(text).toContain(`"version": "${version}"`);
});
