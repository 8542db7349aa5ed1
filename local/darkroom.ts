/** `make doctor` and `make darkroom`: runs a command of `darkroom` on the demo's stack, as an operator would on AWS. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';

import { cleanEnv } from './clean-env.ts';
import { endpointOf, findEmulator } from './emulator.ts';
import { demoHome, PROJECT } from './paths.ts';
import { emulatorVariables } from './variables.ts';

const home = demoHome();
const state = await findEmulator(home);
const [command, ...given] = process.argv.slice(2);
if (state?.outputs) {
  // In the format of `terraform output -json`.
  const file = path.join(home.folder, 'outputs.json');
  const outputs = Object.entries(state.outputs).map(([name, value]) => [name, { value }]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(outputs)));
  // Polling costs nothing here.
  const own = command === 'doctor' ? ['--outputs', file, '--interval', '0.2'] : [];
  const run = await execa(
    'node',
    [
      '--disable-warning=ExperimentalWarning',
      path.join(PROJECT, 'ops', 'main.ts'),
      command ?? '--help',
      ...own,
      ...given,
    ],
    {
      env: cleanEnv({ ...emulatorVariables(state), DARKROOM_CONNECT: endpointOf(state) }),
      extendEnv: false,
      preferLocal: true,
      stdio: 'inherit',
      reject: false,
    },
  );
  process.exitCode = run.exitCode ?? 1;
} else {
  console.error('The demo is not running: start it with `make demo`.');
  process.exitCode = 1;
}
