/** `make doctor`: runs the doctor on the demo's stack, as an operator would on AWS. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';

import { cleanEnv } from './clean-env.ts';
import { endpointOf, findEmulator, REGION } from './emulator.ts';
import { demoHome, PROJECT } from './paths.ts';

const home = demoHome();
const state = await findEmulator(home);
if (state?.outputs) {
  // In the format of `terraform output -json`.
  const file = path.join(home.folder, 'outputs.json');
  const outputs = Object.entries(state.outputs).map(([name, value]) => [name, { value }]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(outputs)));
  const env = cleanEnv({
    AWS_ENDPOINT_URL: endpointOf(state),
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: state.credentials?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: state.credentials?.secretAccessKey ?? '',
  });
  const main = path.join(PROJECT, 'ops', 'doctor', 'main.ts');
  const options = ['--outputs', file, '--connect', endpointOf(state), '--interval', '0.2', ...process.argv.slice(2)];
  const run = await execa('node', ['--disable-warning=ExperimentalWarning', main, ...options], {
    env,
    extendEnv: false,
    preferLocal: true,
    stdio: 'inherit',
    reject: false,
  });
  process.exitCode = run.exitCode ?? 1;
} else {
  console.error('The demo is not running: start it with `make demo`.');
  process.exitCode = 1;
}
