import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';

import { pack } from '../../../handler/build/zip.ts';
import { clientOptions } from '../../../local/bucket.ts';
import { stopEmulator } from '../../../local/emulator.ts';
import { type Home, homeOf } from '../../../local/paths.ts';
import { ensureEmulator } from '../../../local/stack.ts';
import type { State } from '../../../local/state.ts';
import { installEmulator } from '../../../local/venv.ts';

/** A separate empty emulator: what a test creates or sets there affects no other test. */
export async function startOwn(name: string): Promise<{ home: Home; state: State }> {
  const home = homeOf(name);
  await installEmulator();
  await stopEmulator(home);
  return { home, state: await ensureEmulator(home) };
}

export interface Role {
  name: string;
  arn: string;
}

/** A role for functions with the listed actions on any resource. */
export async function makeRole(state: State, name: string, actions: readonly string[]): Promise<Role> {
  const iam = new IAMClient(clientOptions(state));
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document }));
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'all', PolicyDocument }));
  iam.destroy();
  return { name, arn: Role?.Arn ?? '' };
}

export interface FunctionOptions {
  name: string;
  role: Role;
  /** The function's source. */
  source?: string;
  timeout?: number;
  variables?: Record<string, string>;
}

export async function makeFunction(lambda: LambdaClient, options: FunctionOptions): Promise<void> {
  const { name, role, source = 'exports.handler = async () => null;', timeout = 3, variables } = options;
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: role.arn,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: timeout,
      Code: { ZipFile: await pack([{ name: 'index.js', bytes: Buffer.from(source) }]) },
      ...(variables && { Environment: { Variables: variables } }),
    }),
  );
}
