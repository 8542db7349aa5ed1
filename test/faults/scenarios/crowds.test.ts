import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { clientOptions, outputOf } from '../../../local/bucket.ts';
import { watchBatch } from '../support/batch.ts';
import { untilQuiet } from '../support/quiet.ts';
import { onStage } from '../support/scenario.ts';

const BURST = 1000;
const GOOD = 40;
const stage = onStage();

async function setConcurrency(most: number): Promise<number> {
  const lambda = new LambdaClient(clientOptions(stage.state));
  const FunctionName = outputOf(stage.state, 'process_function_name');
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  const [mapping] = EventSourceMappings;
  const ScalingConfig = { MaximumConcurrency: most };
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, ScalingConfig }));
  lambda.destroy();
  return mapping?.ScalingConfig?.MaximumConcurrency ?? 0;
}

test('a thousand uploads at once into two functions: each is made, and made once', async () => {
  const usual = await setConcurrency(2);
  try {
    const batch = await watchBatch(stage.site, stage.pictures, BURST, (number) => number % 18);
    await batch.upload();
    await untilQuiet(stage.site);
    expect(await batch.violations()).toEqual([]);
    expect(batch.entries.filter(({ reads }) => reads !== 1).map(({ path }) => path)).toEqual([]);
  } finally {
    await setConcurrency(usual);
  }
}, 1_200_000);

test('as many bad uploads among them hold the good ones up by a fifth at most', async () => {
  const picture = { create: { width: 3000, height: 2000, channels: 3 as const, background: '#888' } };
  const noise = { noise: { type: 'gaussian' as const, mean: 128, sigma: 60 } };
  const photograph = await sharp({ create: { ...picture.create, noise: noise.noise } })
    .jpeg()
    .toBuffer();
  const pictures = [photograph, photograph.subarray(0, 2000), Buffer.from('This is no picture.')];
  const secondsWith = async (count: number, pictureOf: (number: number) => number): Promise<number> => {
    const batch = await watchBatch(stage.site, pictures, count, pictureOf);
    const start = performance.now();
    await batch.upload();
    await untilQuiet(stage.site);
    expect(await batch.violations()).toEqual([]);
    const good = batch.entries.filter(({ script }) => script.picture === 0);
    return (Math.max(...good.map(({ toldAt }) => toldAt)) - start) / 1000;
  };
  await secondsWith(4, () => 0); // Wakes the functions up.

  const alone = await secondsWith(GOOD, () => 0);
  const among = await secondsWith(2 * GOOD, (number) => (number % 2 === 0 ? 0 : 1 + (number % 4 > 1 ? 1 : 0)));

  expect(among / alone).toBeLessThan(1.2);
}, 600_000);
