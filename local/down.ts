/** `make down`: removes the demo's stack, which lives in its emulator and nowhere else. */
import { stopEmulator } from './emulator.ts';
import { homeOf } from './paths.ts';
import { readState } from './state.ts';

const home = homeOf('demo');
const wasUp = readState(home) !== null;
await stopEmulator(home);
console.log(wasUp ? 'The demo is gone.' : 'Nothing was up.');
