import { CreateRoleCommand, IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { endpointOf, REGION, stopEmulator } from '../../local/emulator.ts';
import type { Home } from '../../local/paths.ts';
import type { State } from '../../local/state.ts';
import { startOwn } from './support/own-emulator.ts';

const PROVIDER = 'APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) aws-sdk-go-v2/1.36.5';

let home: Home;
let state: State;

beforeAll(async () => {
  ({ home, state } = await startOwn('repeats'));
});

afterAll(() => stopEmulator(home));

/** Asks for a role as one attempt of the call with this id. */
async function create(role: string, call: string, userAgent: string): Promise<string> {
  const config: IAMClientConfig = {
    endpoint: endpointOf(state),
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const client = new IAMClient(config);
  client.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      Object.assign(headers, { 'amz-sdk-invocation-id': call, 'user-agent': userAgent });
      return next(args);
    },
    // After the steps that set both by themselves, before the request is signed.
    { step: 'finalizeRequest', name: 'attempt', priority: 'low' },
  );
  const command = new CreateRoleCommand({ RoleName: role, AssumeRolePolicyDocument: '{"Statement":[]}' });
  return client.send(command).then(
    ({ Role }) => Role?.RoleId ?? 'none',
    (error: unknown) => (error as Error).name,
  );
}

test('a request that Terraform repeats is carried out once, and answered as the first was', async () => {
  const [first, beside] = await Promise.all([create('one', 'call-1', PROVIDER), create('one', 'call-1', PROVIDER)]);
  expect(first).toMatch(/^AROA/);
  expect(beside).toBe(first);
  expect(await create('one', 'call-1', PROVIDER)).toBe(first);
});

test('another call for the same is refused, and so is what others repeat', async () => {
  expect(await create('two', 'call-2', PROVIDER)).toMatch(/^AROA/);
  expect(await create('two', 'call-3', PROVIDER)).toMatch(/EntityAlreadyExists/);
  expect(await create('three', 'call-4', 'aws-sdk-js/3.0.0')).toMatch(/^AROA/);
  expect(await create('three', 'call-4', 'aws-sdk-js/3.0.0')).toMatch(/EntityAlreadyExists/);
});
