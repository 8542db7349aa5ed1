import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { stopEmulator } from '../../local/emulator.ts';
import type { Home } from '../../local/paths.ts';
import type { State } from '../../local/state.ts';
import { startOwn } from './support/own-emulator.ts';

/** More than the former limit of a connection, 1,000. */
const REQUESTS = 1100;

let home: Home;
let state: State;

beforeAll(async () => {
  ({ home, state } = await startOwn('connections'));
});

afterAll(() => stopEmulator(home));

// test/runner/idle.ts checks, during the apply, that a connection survives idle minutes.
test('a connection carries any number of requests', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const used = new Set<unknown>();
  for (let done = 0; done < REQUESTS; done += 1) {
    await new Promise<void>((resolve, reject) => {
      const options = { agent, host: '127.0.0.1', port: state.port, path: '/_darkroom/settings' };
      request(options, (response) => response.resume().on('end', resolve))
        .on('socket', (socket) => used.add(socket))
        .on('error', reject)
        .end();
    });
  }
  agent.destroy();
  expect(used.size).toBe(1);
});
