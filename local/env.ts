/** `make env`: prints the shell variables to use the demo's stack, for `eval "$(make -s env)"`. */
import { outputOf } from './bucket.ts';
import { cdnOf } from './cdn.ts';
import { endpointOf, findEmulator, REGION } from './emulator.ts';
import { cliVersion, shellExports } from './exports.ts';
import { demoHome } from './paths.ts';
import type { State } from './state.ts';

function valuesOf(state: State): Record<string, string> {
  const { port, credentials } = state;
  const cdn = cdnOf(state);
  return {
    AWS_ENDPOINT_URL: endpointOf({ port }),
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? '',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    DARKROOM_BUCKET: outputOf(state, 'bucket_name'),
    ...(cdn === null ? {} : { DARKROOM_CDN: cdn }),
  };
}

const state = await findEmulator(demoHome());
if (state?.outputs) {
  console.log(shellExports(valuesOf(state), { port: state.port, cli: await cliVersion() }).join('\n'));
} else {
  console.error('The demo is not running: start it with `make demo`.');
  process.exitCode = 1;
}
