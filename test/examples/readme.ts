import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';

import { cleanEnv } from '../../local/clean-env.ts';
import { cliVersion, shellExports } from '../../local/exports.ts';
import { LOCAL, PROJECT } from '../../local/paths.ts';
import { run } from '../../local/run.ts';
import { terraformBinary, type TerraformOptions } from '../../local/terraform.ts';
import { emulatorVariables, WITHOUT_PROFILES } from '../../local/variables.ts';
import { installPackages } from '../../local/venv.ts';

const VENV = 'venv-aws-cli';
/** What an upload brings about may take a moment, and a distribution's address is another on this machine. */
const CURL = `curl() {
  for each; do shift; set -- "$@" "$(printf %s "$each" | local_url)"; done
  command curl --fail --silent --show-error --retry 30 --retry-delay 1 --retry-all-errors "$@"
}`;
/** What the runner does itself, on a copy of the example. */
const DONE_BY_RUNNER = /^(make -C|\(cd function && zip|export TF_DATA_DIR|terraform (init|plan|apply|destroy)\b)/;

/** The commands in a README's `sh` blocks, except those that need AWS itself, or that the runner has run. */
function commandsIn(readme: string): string[] {
  const blocks = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block);
  const lines = blocks.flatMap((block) => block.replaceAll('\\\n', '').split('\n'));
  const commands = lines.filter((line) => line.trim() !== '' && !/# \(AWS\)/.test(line));
  return commands.filter((line) => !DONE_BY_RUNNER.test(line));
}

export const installAwsCli = (): Promise<void> =>
  installPackages(VENV, path.join(PROJECT, 'test', 'examples', 'requirements.txt'));

/**
 * Runs the commands of an example's README, in its order and in one shell, beside the photos that it uploads. What an
 * upload brings about may take a moment: `curl` tries again.
 *
 * @throws if one of them fails
 */
export async function followReadme(folder: string, { home, state }: TerraformOptions, region: string): Promise<void> {
  const commands = commandsIn(await readFile(path.join(folder, 'README.md'), 'utf8'));
  const photo = path.join(PROJECT, 'local', 'photos', 'samples', 'mountains.jpg');
  const uploads = commands.flatMap((line) => /^aws s3 cp (\S+\.jpg) /.exec(line)?.[1] ?? []);
  for (const name of uploads) await copyFile(photo, path.join(folder, name));
  const tools = [path.join(LOCAL, VENV, 'bin'), path.dirname(await terraformBinary()), process.env['PATH'] ?? ''];
  const env = cleanEnv({
    PATH: tools.join(path.delimiter),
    TF_DATA_DIR: path.join(folder, '.terraform'),
    TF_CLI_ARGS_output: `-state=${home.terraformState}`,
  });
  const values = { ...emulatorVariables(state, region), ...WITHOUT_PROFILES };
  const exports = shellExports(values, {
    port: state.port,
    cli: await cliVersion(path.join(LOCAL, VENV, 'bin', 'aws')),
  });
  const script = [...exports, CURL, ...commands].join('\n');
  await run('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder, env });
}
