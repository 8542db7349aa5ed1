import {
  CreateEventSourceMappingCommand,
  GetAccountSettingsCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { clientOptions } from '../../local/bucket.ts';
import { stopEmulator } from '../../local/emulator.ts';
import type { Home } from '../../local/paths.ts';
import { emulatorSettings } from '../../local/settings.ts';
import type { State } from '../../local/state.ts';
import { type FunctionOptions, makeFunction, makeRole, type Role, startOwn } from './support/own-emulator.ts';

let home: Home;
let state: State;
let lambda: LambdaClient;
let sqs: SQSClient;
let reader: Role;

let made = 0;
/** A new function, and its name. */
async function newFunction(options: Partial<FunctionOptions> = {}): Promise<string> {
  const name = `function-${++made}`;
  await makeFunction(lambda, { name, role: reader, ...options });
  return name;
}

async function newQueue(visibility: number): Promise<string> {
  const Attributes = { VisibilityTimeout: String(visibility) };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `queue-${++made}`, Attributes }));
  const said = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return said.Attributes?.['QueueArn'] ?? '';
}

const reserve = (name: string, copies: number) =>
  lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: copies }));

const quotaIs = (copies: number) => emulatorSettings(state, { account_concurrency: copies });

const trigger = (FunctionName: string, EventSourceArn: string, MaximumConcurrency = 2, BatchSize = 1) =>
  lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName,
      EventSourceArn,
      BatchSize,
      ScalingConfig: { MaximumConcurrency },
      Enabled: false,
    }),
  );

beforeAll(async () => {
  ({ home, state } = await startOwn('lambda-refusals'));
  lambda = new LambdaClient({ ...clientOptions(state), maxAttempts: 1 });
  sqs = new SQSClient({ ...clientOptions(state), maxAttempts: 1 });
  reader = await makeRole(state, 'reader', ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']);
});

afterAll(() => stopEmulator(home));

beforeEach(() => quotaIs(1000));

describe('reserved concurrency', () => {
  test.each([
    [10, 1, 10],
    [50, 1, 50],
    [1000, 901, 100],
  ])('with a quota of %i executions, reserving %i is refused: %i stay unreserved', async (quota, copies, least) => {
    await quotaIs(quota);
    await expect(reserve(await newFunction(), copies)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below " +
        `its minimum value of [${least}].`,
    });
  });

  test('counts the reservations of other functions, but not the one being replaced', async () => {
    await quotaIs(110);
    const [first, second] = [await newFunction(), await newFunction()];
    await reserve(first, 6);
    await reserve(first, 10);
    await expect(reserve(second, 1)).rejects.toThrow('its minimum value of [100]');
    await reserve(first, 4);
    await reserve(second, 6);

    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
    expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 110, UnreservedConcurrentExecutions: 100 });
    await Promise.all([first, second].map((name) => reserve(name, 0)));
  });

  test('of 0 is always accepted: it is how a function is stopped', async () => {
    await quotaIs(10);
    await reserve(await newFunction(), 0);
  });

  test('is taken from the quota of a new account, ten, by default', async () => {
    const fresh = await startOwn('fresh-account');
    try {
      const client = new LambdaClient(clientOptions(fresh.state));
      const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
      expect(AccountLimit?.ConcurrentExecutions).toBe(10);
    } finally {
      await stopEmulator(fresh.home);
    }
  });
});

describe('a queue as the trigger of a function', () => {
  test('may not exceed the reserved concurrency, summed over all triggers', async () => {
    const name = await newFunction();
    await reserve(name, 5);
    const { UUID } = await trigger(name, await newQueue(30), 3);
    await expect(trigger(name, await newQueue(30), 3)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    await trigger(name, await newQueue(30), 2);
    await expect(
      lambda.send(new UpdateEventSourceMappingCommand({ UUID, ScalingConfig: { MaximumConcurrency: 4 } })),
    ).rejects.toThrow('reserved concurrency (5)');
  });

  test('may not return a message before the function times out', async () => {
    const name = await newFunction({ timeout: 40 });
    await expect(trigger(name, await newQueue(30))).rejects.toThrow(
      'Queue visibility timeout: 30 seconds is less than Function timeout: 40 seconds',
    );
    await trigger(name, await newQueue(40));
  });

  test('may not batch more than ten messages without a window', async () => {
    await expect(trigger(await newFunction(), await newQueue(30), 2, 11)).rejects.toThrow('Maximum batch window');
  });

  test('may not be read by a role without permission', async () => {
    const role = await makeRole(state, 'stranger', ['sqs:ReceiveMessage']);
    await expect(trigger(await newFunction({ role }), await newQueue(30))).rejects.toThrow(
      'The provided execution role does not have permissions to call DeleteMessage on SQS',
    );
  });
});

describe('an environment', () => {
  /** A value whose JSON, `{"A":"…"}`, has this many bytes. */
  const environment = (bytes: number, filler = 'x') => ({ A: filler.repeat(bytes - '{"A":""}'.length) });

  test('of more than 4,096 bytes of JSON is refused, when a function is created and when it is updated', async () => {
    const name = await newFunction({ variables: environment(4096) });
    const refusal = {
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('exceeded the 4KB limit. String measured: {"A":"xx') as unknown,
    };
    await expect(newFunction({ variables: environment(4097) })).rejects.toMatchObject(refusal);
    const Environment = { Variables: environment(4097) };
    await expect(
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Environment })),
    ).rejects.toMatchObject(refusal);
  });

  test('counts a quote as two bytes, and a non-ASCII letter as its UTF-8 bytes', async () => {
    const half = Math.floor((4096 - 8) / 2);
    await newFunction({ variables: { A: '"'.repeat(half) } });
    await expect(newFunction({ variables: { A: '"'.repeat(half + 1) } })).rejects.toThrow('4KB');
    await newFunction({ variables: { A: 'ü'.repeat(half) } });
    await expect(newFunction({ variables: { A: 'ü'.repeat(half + 1) } })).rejects.toThrow('4KB');
  });
});
