import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { parse } from '@cdktn/hcl2json';
import { beforeAll, expect, test } from '@jest/globals';
import { type Synthesised, synthesise } from './synthesised.ts';

const root = resolve(import.meta.dirname, '../../..');

/** What the module's own files hold of one kind of block (`variable`, `output`, …), by name. */
async function blocks(kind: string): Promise<Record<string, unknown>> {
  const files = (await readdir(root)).filter((file) => file.endsWith('.tf'));
  const parsed = await Promise.all(files.map(async (file) => parse(file, await readFile(resolve(root, file), 'utf8'))));
  return Object.assign({}, ...parsed.map((file) => (file as Record<string, unknown>)[kind] ?? {})) as never;
}

let json: Synthesised;
let text: string;
beforeAll(async () => {
  ({ json, text } = await synthesise());
});

test('every variable that the stack sets is one the module declares', async () => {
  const declared = Object.keys(await blocks('variable'));
  const set = Object.keys(json.module['darkroom'] ?? {}).filter((key) => key !== 'source' && key !== '//');
  expect(set).toContain('presets');
  expect(set.filter((name) => !declared.includes(name))).toEqual([]);
});

test('every output that the stack reads is one the module declares', async () => {
  const declared = Object.keys(await blocks('output'));
  const read = new Set(Array.from(text.matchAll(/module\.darkroom\.(\w+)/g), (match) => match[1] ?? ''));
  expect([...read].sort()).toEqual(['bucket_name', 'events_topic_arn']);
  expect([...read].filter((name) => !declared.includes(name))).toEqual([]);
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
  const [settings] = Object.values(await blocks('terraform')) as {
    required_providers: { aws: { version: string } }[];
  }[];
  expect(json.terraform.required_providers['aws']?.version).toBe(settings?.required_providers[0]?.aws.version);
});

test('the library that synthesised is the one this run is about', () => {
  const { LIBRARY } = globalThis as unknown as { LIBRARY: string };
  const { version } = createRequire(import.meta.url)(`${LIBRARY}/package.json`) as { version: string };
  expect(text).toContain(`"version": "${version}"`);
});
