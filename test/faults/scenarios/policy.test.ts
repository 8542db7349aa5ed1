import { GetQueueAttributesCommand, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { outputOf } from '../../../local/bucket.ts';
import { watchBatch } from '../support/batch.ts';
import { untilQuiet } from '../support/quiet.ts';
import { minutes, onStage } from '../support/scenario.ts';

const UPLOADS = 40;
const stage = onStage();

test('a queue that refuses the topic for an hour loses nothing: the next sweep finds every upload', async () => {
  const { site, state } = stage;
  const QueueUrl = site.queue;
  const { Attributes } = await site.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }));
  const refusing = (Attributes?.['Policy'] ?? '').replace('"Allow"', '"Deny"');
  expect(refusing).toContain('"Deny"');
  const setPolicy = (Policy: string) =>
    site.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const batch = await watchBatch(site, stage.pictures, UPLOADS, (number) => number % stage.pictures.length);

  await setPolicy(refusing);
  await batch.upload();
  await sleep(minutes(2));
  const missed = (await batch.violations()).length;
  await setPolicy(Attributes?.['Policy'] ?? '');
  const sweepQueue = outputOf(state, 'sweep_queue_url');
  const MessageBody = JSON.stringify({ sweep: 'start', dryRun: false });
  await site.sqs.send(new SendMessageCommand({ QueueUrl: sweepQueue, MessageBody }));
  await untilQuiet({ sqs: site.sqs, queue: sweepQueue });
  await untilQuiet(site);

  expect(missed).toBeGreaterThanOrEqual(UPLOADS);
  expect(await batch.violations()).toEqual([]);
}, 240_000);
