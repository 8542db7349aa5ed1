/** `make down`: removes the demo's stack, which lives in its emulator and nowhere else. */
import { stopEmulator } from './emulator.ts';
import { demoHome } from './paths.ts';
import { readState } from './state.ts';

const home = demoHome();
const wasUp = readState(home) !== null;
await stopEmulator(home);
console.log(wasUp ? 'The demo is gone.' : 'Nothing was up.');
