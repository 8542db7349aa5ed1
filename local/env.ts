/** `make env`: prints the shell variables to use the demo's stack, for `eval "$(make -s env)"`. */
import { outputOf } from './bucket.ts';
import { cdnOf } from './cdn.ts';
import { endpointOf, findEmulator } from './emulator.ts';
import { cliVersion, shellExports } from './exports.ts';
import { demoHome } from './paths.ts';
import type { State } from './state.ts';
import { emulatorVariables } from './variables.ts';

function valuesOf(state: State): Record<string, string> {
  const cdn = cdnOf(state);
  return {
    ...emulatorVariables(state),
    DARKROOM_BUCKET: outputOf(state, 'bucket_name'),
    // For `npx darkroom doctor`, whose requests to the CDN go to the emulator too.
    DARKROOM_CONNECT: endpointOf(state),
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
