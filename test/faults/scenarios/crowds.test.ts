import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';

import { clientOptions, outputOf } from '../../../local/bucket.ts';
import { watchBatch } from '../support/batch.ts';
import { openScenario } from '../support/scenario.ts';
import { untilIdle } from '../support/until-idle.ts';

const BURST = 1000;
const scenario = openScenario();

async function setConcurrency(most: number): Promise<number> {
  const lambda = new LambdaClient(clientOptions(scenario.state));
  const FunctionName = outputOf(scenario.state, 'process_function_name');
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  const [mapping] = EventSourceMappings;
  const ScalingConfig = { MaximumConcurrency: most };
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, ScalingConfig }));
  lambda.destroy();
  return mapping?.ScalingConfig?.MaximumConcurrency ?? 0;
}

test('a thousand uploads at once with two functions: each is processed exactly once', async () => {
  const usual = await setConcurrency(2);
  try {
    const batch = await watchBatch(scenario.site, scenario.pictures, BURST, (number) => number % 18);
    await batch.upload();
    await untilIdle(scenario.site);
    expect(await batch.violations()).toEqual([]);
    expect(batch.entries.filter(({ reads }) => reads !== 1).map(({ path }) => path)).toEqual([]);
  } finally {
    await setConcurrency(usual);
  }
}, 1_200_000);
