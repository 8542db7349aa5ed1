/**
 * `make emulator`: starts an emulator for a stack of one's own, and prints what a shell needs to use it, for
 * `eval "$(make -s emulator)"`; `make emulator-down` removes it with everything in it.
 *
 *   node local/own.ts start [region] | stop
 */
import { endOnInterrupt } from './children.ts';
import { REGION, stopEmulator } from './emulator.ts';
import { cliVersion, shellExports } from './exports.ts';
import { homeOf } from './paths.ts';
import { ensureEmulator } from './stack.ts';
import { emulatorVariables, WITHOUT_PROFILES } from './variables.ts';
import { installEmulator } from './venv.ts';

const home = homeOf('own');
const [command = 'start', region = ''] = process.argv.slice(2);
if (command === 'stop') {
  await stopEmulator(home);
} else if (command === 'start') {
  endOnInterrupt(() => stopEmulator(home));
  await installEmulator();
  const state = await ensureEmulator(home, { say: console.error });
  const values = { ...emulatorVariables(state, region === '' ? REGION : region), ...WITHOUT_PROFILES };
  console.log(shellExports(values, { port: state.port, cli: await cliVersion() }).join('\n'));
} else {
  console.error(`The command is start or stop, but it is "${command}".`);
  process.exitCode = 2;
}
