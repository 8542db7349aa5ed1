import { access, constants } from 'node:fs/promises';
import path from 'node:path';

import { cleanEnv } from './clean-env.ts';
import { type Home, LOCAL, PROJECT } from './paths.ts';
import { run } from './run.ts';
import type { State } from './state.ts';
import { emulatorVariables, WITHOUT_PROFILES } from './variables.ts';

const DATA = path.join(LOCAL, 'terraform');

/**
 * The environment of Terraform where this project runs it itself: `data` is where its providers are.
 *
 * Garbage is collected less often than by Go's default, since a provider's schema is large and lives as long as the process:
 * three plans of the root module then took 16.5 instead of 23.2 seconds of CPU time, and more memory.
 */
export async function terraformEnv(
  data: string,
  more: Readonly<Record<string, string>> = {},
): Promise<NodeJS.ProcessEnv> {
  const terraform = await terraformBinary();
  return cleanEnv({
    TERRAFORM: terraform,
    TF_DATA_DIR: data,
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    GOGC: '400',
    ...more,
  });
}

export interface TerraformOptions {
  home: Home;
  state: State;
  /** The root module to work on; the project's own by default. */
  folder?: string;
  /** Where its providers are; by default where all homes' are. */
  data?: string;
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

/** Initialises a root module, the project's own by default; all homes share what it installs, unless `data` is theirs. */
export async function terraformInit(folder = PROJECT, data = dataOf(folder)): Promise<void> {
  const env = await terraformEnv(data);
  await run(path.join(PROJECT, 'scripts', 'terraform-init'), [folder], { cwd: folder, env });
}

const dataOf = (folder: string): string => (folder === PROJECT ? DATA : path.join(folder, '.terraform'));

/** Runs `terraform <command> <args>` on a root module, against the emulator and with the state of `home`. */
export async function terraform(
  command: 'apply' | 'destroy' | 'output' | 'plan' | 'show' | 'state list' | 'state rm',
  args: readonly string[],
  options: TerraformOptions & { onLine?: (line: string) => void },
): Promise<string> {
  const { home, state, folder = PROJECT, data = dataOf(folder), onLine } = options;
  const env = await terraformEnv(data, { ...emulatorVariables(state), ...WITHOUT_PROFILES });
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
