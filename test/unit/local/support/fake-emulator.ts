import { spawn } from 'node:child_process';
import { once } from 'node:events';

import type { Home } from '../../../../local/paths.ts';
import { type State, writeState } from '../../../../local/state.ts';
import { emulatorVersion } from '../../../../local/version.ts';

const SOURCE = `
  const server = require('node:http').createServer((request, response) => response.end());
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

/** A process group that answers as an emulator does, is taken for this home's, and has nothing in it. */
export async function startFake(home: Home): Promise<State> {
  const child = spawn(process.execPath, ['-e', SOURCE, home.temporary], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  child.stdout.destroy();
  child.unref();
  const state = {
    pid: child.pid ?? 0,
    port: Number(port.toString()),
    version: await emulatorVersion(),
    credentials: null,
    applying: null,
    outputs: null,
  };
  writeState(home, state);
  return state;
}
