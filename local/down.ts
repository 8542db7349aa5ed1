/** `make down`: removes the demo's stack, which exists only in its emulator. */
import { stopEmulator } from './emulator.ts';
import { demoHome } from './paths.ts';
import { stopPlayground } from './playground/start.ts';
import { readState } from './state.ts';

const home = demoHome();
const wasUp = readState(home) !== null;
await stopPlayground(home);
await stopEmulator(home);
console.log(wasUp ? 'The demo was removed.' : 'The demo was not running.');
