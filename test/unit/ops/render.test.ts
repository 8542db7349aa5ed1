import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { renderingText } from '../../../ops/render/command.ts';
import { readRendering, turnOff, turnOn } from '../../../ops/render/switch.ts';
import type { Found } from '../../../ops/with-stack.ts';

const lambda = mockClient(LambdaClient);
let reserved: number | undefined;

const found = (functions: object = { render: { name: 'gallery-render' } }): Found =>
  ({ stack: { name: 'gallery', functions }, clients: { lambda: new LambdaClient({}) } }) as unknown as Found;

beforeEach(() => {
  reserved = undefined;
  lambda.reset();
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
