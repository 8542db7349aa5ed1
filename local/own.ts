/**
 * `make emulator`: starts an emulator for a stack of one's own, and prints what a shell needs to use it, for
 * `eval "$(make -s emulator)"`; `make emulator-down` removes it with everything in it.
 *
 *   node local/own.ts start [region] | stop
 */
import { endOnInterrupt } from './children.ts';
import { endpointOf, REGION, stopEmulator } from './emulator.ts';
import { cliVersion, shellExports } from './exports.ts';
import { homeOf } from './paths.ts';
import { ensureEmulator } from './stack.ts';
import { installEmulator } from './venv.ts';

const home = homeOf('own');
const [command = 'start', region = ''] = process.argv.slice(2);
if (command === 'stop') {
  await stopEmulator(home);
} else if (command === 'start') {
  endOnInterrupt(() => stopEmulator(home));
  await installEmulator();
  const { port, credentials } = await ensureEmulator(home, { say: console.error });
  const values = {
    AWS_ENDPOINT_URL: endpointOf({ port }),
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? '',
    AWS_REGION: region === '' ? REGION : region,
    AWS_DEFAULT_REGION: region === '' ? REGION : region,
    // Settings of a profile (another endpoint, a role to assume) would bypass the emulator.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  console.log(shellExports(values, { port, cli: await cliVersion() }).join('\n'));
} else {
  console.error(`The command is start or stop, but it is "${command}".`);
  process.exitCode = 2;
}
