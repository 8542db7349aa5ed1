import { GetFunctionConcurrencyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { wiring } from '../../../ops/doctor/checks/wiring.ts';
import type { Run } from '../../../ops/doctor/run.ts';

const [lambda, ssm] = [mockClient(LambdaClient), mockClient(SSMClient)];
const clients = { lambda: new LambdaClient({ region: 'eu-west-1' }), ssm: new SSMClient({ region: 'eu-west-1' }) };
const configuration = wiring.find(({ id }) => id === 'configuration');
const tags = { 'darkroom:rendering': '/darkroom/gallery/rendering' };

beforeEach(() => {
  for (const mock of [lambda, ssm]) mock.reset();
  lambda.on(GetFunctionConcurrencyCommand).resolves({ ReservedConcurrentExecutions: 0 });
});

const looked = (use: 'render' | 'sweep', more: object = {}) =>
  configuration?.run({
    stack: { functions: { [use]: { use, name: `gallery-${use}`, config: {}, reserved: 0, tags, ...more } } },
    clients,
  } as unknown as Run);

test.each([
  ['off', 'gallery-render is switched off: an operator turned rendering off; `darkroom render on` turns it on again'],
  ['stopped', 'gallery-render is switched off: the spend guard stopped rendering, as its budget is spent'],
  ['on', 'gallery-render is switched off: 0 executions are reserved for it'],
])('where rendering is recorded as %s, it says who switched render off', async (Value, came) => {
  ssm.on(GetParameterCommand, { Name: '/darkroom/gallery/rendering' }).resolves({ Parameter: { Value } });
  await expect(looked('render')).rejects.toThrow(came);
});

test('render without a spend guard, one whose record may not be read, and another function are switched off by hand', async () => {
  ssm.on(GetParameterCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  await expect(looked('render', { tags: {} })).rejects.toThrow('gallery-render is switched off: 0 executions');
  await expect(looked('render')).rejects.toThrow('gallery-render is switched off: 0 executions');
  await expect(looked('sweep')).rejects.toThrow('gallery-sweep is switched off: 0 executions');
});
