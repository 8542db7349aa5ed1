import path from 'node:path';

import { LOCAL, PROJECT } from '../../local/paths.ts';
import { run } from '../../local/run.ts';
import { terraformBinary, terraformEnv } from '../../local/terraform.ts';
import { policiesOf, type Policy, resourcesOf, type StateModule } from './policies.ts';

interface Message {
  type: string;
  test_state?: { root_module: StateModule };
}

const FOLDER = '-test-directory=scripts/security';

/**
 * The policies that the module makes, as Terraform evaluates them with a mocked provider.
 *
 * @throws CommandFailed if Terraform rejects the module.
 */
export async function modulePolicies(): Promise<Policy[]> {
  const terraform = await terraformBinary();
  const data = path.join(LOCAL, 'terraform-test', 'security');
  const env = await terraformEnv(data, { AWS_REGION: 'us-east-1' });
  await run(path.join(PROJECT, 'scripts', 'terraform-init'), [PROJECT, FOLDER], { cwd: PROJECT, env });
  const output = await run(terraform, ['test', '-json', '-verbose', FOLDER], { cwd: PROJECT, env });
  const states = output.split('\n').flatMap((line) => {
    const { type, test_state } = parse(line);
    return type === 'test_state' && test_state ? [test_state] : [];
  });
  const [state] = states;
  if (state === undefined) throw new Error(`terraform test showed no state:\n${output.slice(-2_000)}`);
  return policiesOf(resourcesOf(state.root_module));
}

function parse(line: string): Message {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return { type: 'text' }; // A plain-text warning about Terraform's own configuration.
  }
}
