import { randomUUID } from 'node:crypto';
import { CloudFrontClient, GetInvalidationCommand, ListInvalidationsCommand } from '@aws-sdk/client-cloudfront';
import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import sharp from 'sharp';

import { purgeMessage } from '../../../handler/src/messages/purge.ts';
import { spell } from '../../../handler/src/spelling.ts';
import { clientOptions } from '../../../local/bucket.ts';
import { emulatorSettings } from '../../../local/settings.ts';
import { photograph } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { ask, refusal } from '../support/cdn.ts';
import { processed, remove } from '../support/objects.ts';
import { depth, drained } from '../support/queues.ts';
import { output, sqs, state } from '../support/stack.ts';

const cloudfront = new CloudFrontClient(clientOptions(state));
const lambda = new LambdaClient(clientOptions(state));
const DistributionId = output('distribution_id');

afterAll(() => {
  cloudfront.destroy();
  lambda.destroy();
});

/** The paths of each invalidation so far, by its ID. */
async function invalidations(): Promise<Map<string, string[]>> {
  const { InvalidationList } = await cloudfront.send(new ListInvalidationsCommand({ DistributionId, MaxItems: 1000 }));
  const ids = (InvalidationList?.Items ?? []).map(({ Id = '' }) => Id);
  const all = await Promise.all(
    ids.map(async (Id): Promise<[string, string[]]> => {
      const { Invalidation } = await cloudfront.send(new GetInvalidationCommand({ DistributionId, Id }));
      return [Id, Invalidation?.InvalidationBatch?.Paths?.Items ?? []];
    }),
  );
  return new Map(all);
}

/** Sends a tick, so that a test need not wait a minute for the schedule's. */
const tick = () =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl: output('purge_ticks_queue_url'),
      MessageGroupId: 'ticks',
      MessageBody: randomUUID(),
    }),
  );

async function purged(): Promise<void> {
  await drained();
  await tick();
  await until('an empty purge queue', async () => {
    const { waiting, inFlight } = await depth(output('purge_queue_url'));
    return waiting + inFlight === 0 ? true : null;
  });
}

let before = new Map<string, string[]>();
beforeEach(async () => {
  await purged();
  before = await invalidations();
});

/** The invalidations since the test began, once the queues are empty. */
async function invalidated(): Promise<string[][]> {
  await purged();
  return [...(await invalidations())].filter(([id]) => !before.has(id)).map(([, paths]) => paths);
}

test('a first upload purges nothing', async () => {
  await processed('cdn/first.jpg', await photograph(640, 480, 30));
  expect(await invalidated()).toEqual([]);
});

test('the CDN serves the new variants of a replaced original, at the cost of one path, however many variants it has', async () => {
  const path = 'cdn/replaced + 100%.jpg';
  const url = '/%s/cdn/replaced%20%2B%20100%25.jpg';
  const sizes = async (): Promise<(number | undefined)[]> => {
    const answers = await Promise.all(['200x150', 'wide'].map((preset) => ask(url.replace('%s', preset))));
    return Promise.all(answers.map(async ({ bytes }) => (await sharp(bytes).metadata()).height));
  };
  await processed(path, await photograph(1600, 1200, 31));
  expect(await sizes()).toEqual([150, 450]);
  await processed(path, await photograph(1200, 1600, 32));

  expect(await sizes()).toEqual([150, 800]);
  expect(await invalidated()).toEqual([[`/${spell(path)}/*`]]);
});

test("what the CDN's cache holds of a replaced original is gone once it is purged", async () => {
  await emulatorSettings(state, { cdn_cache: 'on' });
  try {
    const path = 'cdn/kept.jpg';
    const look = async () => {
      const { headers } = await ask(`/200x150/${path}`);
      return { etag: headers.etag, cache: String(headers['x-cache']).split(' ')[0] };
    };
    await processed(path, await photograph(640, 480, 34));
    const { etag } = await look();
    expect(await look()).toEqual({ etag, cache: 'Hit' });
    await processed(path, await photograph(640, 480, 35));
    expect(await invalidated()).toEqual([[`/${path}/*`]]);

    const fresh = await look();
    expect(fresh.cache).toBe('Miss');
    expect(fresh.etag).not.toBe(etag);
    expect(await look()).toEqual({ etag: fresh.etag, cache: 'Hit' });
  } finally {
    await emulatorSettings(state, { cdn_cache: 'off' });
  }
});

test('the CDN stops serving the variants of a deleted original', async () => {
  const path = 'cdn/deleted.jpg';
  await processed(path, await photograph(640, 480, 33));
  expect((await ask(`/wide/${path}`)).status).toBe(200);
  await remove(path);
  for (const preset of ['200x150', 'wide']) {
    await until('a 404', async () => ((await ask(`/${preset}/${path}`)).status === 404 ? true : null));
    expect(refusal(await ask(`/${preset}/${path}`))).toEqual([404, 'no_original']);
  }
  expect(await invalidated()).toEqual([[`/${path}/*`]]);
});

test('500 originals that change at once cost ten paths at most', async () => {
  const FunctionName = output('purge_function_name');
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  const UUID = EventSourceMappings[0]?.UUID;
  // The schedule may tick at any moment, so the changes accumulate while the trigger is disabled.
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  const paths = Array.from({ length: 500 }, (_, index) => `shop/${index % 25}/article-${index}.jpg`);
  for (let start = 0; start < paths.length; start += 10) {
    const Entries = paths
      .slice(start, start + 10)
      .map((path, index) => ({ Id: String(index), MessageBody: purgeMessage(path) }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: output('purge_queue_url'), Entries }));
  }
  await Promise.all([tick(), tick()]);
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));

  const [wildcards = [], ...others] = await invalidated();
  expect(others).toEqual([]);
  expect(wildcards.length).toBeGreaterThan(0);
  expect(wildcards.length).toBeLessThanOrEqual(10);
  const covered = paths.filter((path) => wildcards.some((wildcard) => `/${path}/`.startsWith(wildcard.slice(0, -1))));
  expect(covered).toHaveLength(500);
});

test('a change is purged automatically, by the tick that the schedule sends each minute', async () => {
  const QueueUrl = output('purge_queue_url');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: purgeMessage('cdn/by-the-clock.jpg') }));
  const paths = await until(
    'an invalidation by the schedule',
    async () => [...(await invalidations())].find(([id]) => !before.has(id))?.[1] ?? null,
    100_000,
  );
  expect(paths).toEqual(['/cdn/by-the-clock.jpg/*']);
});
