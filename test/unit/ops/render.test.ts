import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { renderingText } from '../../../ops/render/command.ts';
import { readRendering, turnOff, turnOn } from '../../../ops/render/switch.ts';
import type { Found } from '../../../ops/with-stack.ts';

const lambda = mockClient(LambdaClient);
const ssm = mockClient(SSMClient);
let reserved: number | undefined;
let recorded: string | undefined;

const found = (functions: object = { render: { name: 'gallery-render', tags: {} } }): Found =>
  ({
    stack: { name: 'gallery', functions },
    clients: { lambda: new LambdaClient({}), ssm: new SSMClient({}) },
  }) as unknown as Found;

const guarded = (): Found => {
  recorded = 'on';
  return found({ render: { name: 'gallery-render', tags: { 'darkroom:rendering': '/darkroom/gallery/rendering' } } });
};

beforeEach(() => {
  reserved = undefined;
  lambda.reset();
  ssm.reset();
  ssm.on(GetParameterCommand).callsFake(() => ({ Parameter: { Value: recorded } }));
  ssm.on(PutParameterCommand).callsFake((input: { Value: string }) => {
    recorded = input.Value;
  });
  lambda.on(GetFunctionConcurrencyCommand).callsFake(() => ({ ReservedConcurrentExecutions: reserved }));
  lambda.on(PutFunctionConcurrencyCommand).callsFake((input: { ReservedConcurrentExecutions: number }) => {
    reserved = input.ReservedConcurrentExecutions;
  });
  lambda.on(DeleteFunctionConcurrencyCommand).callsFake(() => {
    reserved = undefined;
  });
});

test('rendering is off while no execution may run, and on again without a reservation', async () => {
  expect(await readRendering(found())).toMatchObject({ rendering: 'on', reserved: null });
  expect(await turnOff(found())).toMatchObject({ rendering: 'off', before: null });
  expect(reserved).toBe(0);
  expect(await readRendering(found())).toMatchObject({ rendering: 'off' });
  expect(await turnOn(found(), null)).toMatchObject({ rendering: 'on', reserved: null });
  expect(reserved).toBeUndefined();
});

test('what was reserved is told when rendering is turned off, with the command that reserves it again', async () => {
  reserved = 50;
  const off = await turnOff(found());
  expect(renderingText(off)).toContain('darkroom render on --reserved 50`');
  expect(await turnOn(found(), 50)).toMatchObject({ rendering: 'on', reserved: 50 });
  expect(reserved).toBe(50);
});

test('turning on what is on takes no reservation away, and turning off twice suggests none', async () => {
  reserved = 50;
  expect(await turnOn(found(), null)).toMatchObject({ rendering: 'on', reserved: 50 });
  expect(reserved).toBe(50);
  await turnOff(found());
  expect(renderingText(await turnOff(found()))).toContain('darkroom render on`');
});

test('a stack that renders nothing is told so', async () => {
  await expect(turnOff(found({}))).rejects.toThrow('gallery has no render function');
  expect(lambda.commandCalls(PutFunctionConcurrencyCommand)).toHaveLength(0);
});

test('with a spend guard, what an operator turns off is recorded, so that neither the guard nor an apply turns it on', async () => {
  const stack = guarded();
  const off = await turnOff(stack);
  expect([reserved, recorded]).toEqual([0, 'off']);
  expect(renderingText(off)).toContain('neither an apply nor the spend guard does');
  expect(await readRendering(stack)).toMatchObject({ rendering: 'off', recorded: 'off' });
  expect(await turnOn(stack, null)).toMatchObject({ rendering: 'on', recorded: 'on' });
  expect([reserved, recorded]).toEqual([undefined, 'on']);
});

test('what the spend guard has stopped is told as such, and an operator can resume it', async () => {
  const stack = guarded();
  [reserved, recorded] = [0, 'stopped'];
  expect(renderingText(await readRendering(stack))).toContain('the spend guard stopped it');
  await turnOn(stack, null);
  expect([reserved, recorded]).toEqual([undefined, 'on']);
});

test('without a spend guard, no parameter is read or written', async () => {
  await turnOff(found());
  await turnOn(found(), null);
  expect(ssm.calls()).toHaveLength(0);
});
