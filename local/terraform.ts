import { access, constants } from 'node:fs/promises';
import path from 'node:path';

import { cleanEnv } from './clean-env.ts';
import { endpointOf, REGION } from './emulator.ts';
import { type Home, LOCAL, PROJECT } from './paths.ts';
import { run } from './run.ts';
import type { State } from './state.ts';

const DATA = path.join(LOCAL, 'terraform');

export interface TerraformOptions {
  home: Home;
  state: State;
  /** The root module to work on; the project's own by default. */
  folder?: string;
}

/** `terraform`, or `tofu` if there is none. @throws if neither exists. */
export async function terraformBinary(): Promise<string> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  for (const name of ['terraform', 'tofu']) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      const executable = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (executable) return file;
    }
  }
  throw new Error('Neither terraform nor tofu is on the PATH: https://developer.hashicorp.com/terraform/install');
}

/** Initialises a root module, the project's own by default; all homes share what it installs. */
export async function terraformInit(folder = PROJECT): Promise<void> {
  const env = cleanEnv({ TERRAFORM: await terraformBinary(), TF_DATA_DIR: dataOf(folder) });
  await run(path.join(PROJECT, 'scripts', 'terraform-init'), [folder], { cwd: folder, env });
}

const dataOf = (folder: string): string => (folder === PROJECT ? DATA : path.join(folder, '.terraform'));

/** Runs `terraform <command> <args>` on a root module, against the emulator and with the state of `home`. */
export async function terraform(
  command: 'apply' | 'destroy' | 'output' | 'plan' | 'show' | 'state list',
  args: readonly string[],
  options: TerraformOptions & { onLine?: (line: string) => void },
): Promise<string> {
  const { home, state, folder = PROJECT, onLine } = options;
  const { accessKeyId, secretAccessKey } = state.credentials ?? { accessKeyId: '', secretAccessKey: '' };
  const env = cleanEnv({
    TF_DATA_DIR: dataOf(folder),
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    AWS_ENDPOINT_URL: endpointOf(state),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    // Settings of a profile (another endpoint, a role to assume) would bypass the emulator.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  });
  // `show` reads a saved plan, which contains everything that it needs.
  const where = command === 'show' ? [] : [`-state=${home.terraformState}`];
  return run(await terraformBinary(), [...command.split(' '), ...where, ...args], {
    cwd: folder,
    env,
    ...(onLine && { onLine }),
  });
}

/** The root module's outputs by name. */
export async function terraformOutputs(options: TerraformOptions): Promise<Record<string, unknown>> {
  const json = await terraform('output', ['-json'], options);
  const outputs = Object.entries(JSON.parse(json) as Record<string, { value: unknown }>);
  return Object.fromEntries(outputs.map(([name, { value }]) => [name, value]));
}
