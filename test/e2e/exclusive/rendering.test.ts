import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, expect, test } from '@jest/globals';

import { clientOptions } from '../../../local/bucket.ts';
import { readRendering, turnOff, turnOn } from '../../../ops/render/switch.ts';
import type { Found } from '../../../ops/with-stack.ts';
import { photograph } from '../../support/images/pictures.ts';
import { ask } from '../support/cdn.ts';
import { processed } from '../support/objects.ts';
import { output, state } from '../support/stack.ts';

const PATH = 'rendering/off.jpg';
const lambda = new LambdaClient(clientOptions(state));
const found = {
  stack: { name: 'darkroom-e2e', functions: { render: { name: output('render_function_name') } } },
  clients: { lambda },
} as unknown as Found;

afterAll(async () => {
  await turnOn(found, null);
  lambda.destroy();
});

test('while rendering is off, what is stored is served, what is not is an uncached 429, and both are served after', async () => {
  await processed(PATH, await photograph(640, 480));
  await turnOff(found);
  expect(await readRendering(found)).toMatchObject({ rendering: 'off' });

  expect((await ask(`/200x150/${PATH}`)).status).toBe(200);
  const refused = await ask(`/wide/${PATH}`);
  expect(refused.status).toBe(429);
  expect(refused.headers).not.toHaveProperty('x-darkroom');
  expect(refused.headers).not.toHaveProperty('x-darkroom-error');
  expect(refused.headers['cache-control'] ?? '').not.toMatch(/max-age/);

  await turnOn(found, null);
  expect(await ask(`/wide/${PATH}`)).toMatchObject({ status: 200, headers: { 'x-darkroom': 'rendered' } });
});
