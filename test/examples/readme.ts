import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cleanEnv } from '../../local/clean-env.ts';
import { endpointOf } from '../../local/emulator.ts';
import { LOCAL, PROJECT } from '../../local/paths.ts';
import { run } from '../../local/run.ts';
import { terraformBinary, type TerraformOptions } from '../../local/terraform.ts';
import { installPackages } from '../../local/venv.ts';

const VENV = 'venv-aws-cli';
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
  const bin = path.join(home.folder, 'bin');
  await mkdir(bin, { recursive: true });
  const photo = path.join(PROJECT, 'local', 'photos', 'samples', 'mountains.jpg');
  const uploads = commands.flatMap((line) => /^aws s3 cp (\S+\.jpg) /.exec(line)?.[1] ?? []);
  for (const name of uploads) await copyFile(photo, path.join(folder, name));
  // The emulator serves its distributions over plain HTTP, under names that resolve to this machine.
  const local = `s#https://([a-z0-9]+)\\.cloudfront\\.net#http://\\1.cloudfront.localhost:${state.port}#g`;
  const curl = `#!/bin/sh\nfor each; do shift; set -- "$@" "$(printf %s "$each" | sed -E '${local}')"; done\n`;
  await script(
    path.join(bin, 'curl'),
    `${curl}PATH=\${PATH#*:} exec curl --fail --silent --show-error --retry 30 --retry-delay 1 --retry-all-errors "$@"\n`,
  );
  // With `--queue-url`, the CLI v1 ignores AWS_ENDPOINT_URL.
  await script(
    path.join(bin, 'aws'),
    `#!/bin/sh\nexec "${path.join(LOCAL, VENV, 'bin', 'aws')}" --endpoint-url "$AWS_ENDPOINT_URL" "$@"\n`,
  );
  const { accessKeyId, secretAccessKey } = state.credentials ?? { accessKeyId: '', secretAccessKey: '' };
  const paths = [bin, path.dirname(await terraformBinary()), process.env['PATH'] ?? ''];
  const env = cleanEnv({
    PATH: paths.join(path.delimiter),
    TF_DATA_DIR: path.join(folder, '.terraform'),
    TF_CLI_ARGS_output: `-state=${home.terraformState}`,
    AWS_ENDPOINT_URL: endpointOf(state),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  });
  await run('bash', ['-euo', 'pipefail', '-c', commands.join('\n')], { cwd: folder, env });
}

async function script(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  await chmod(file, 0o755);
}
