import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { State } from '../../local/state.ts';

/** Slightly longer than MiniStack used to keep idle connections. */
const OLD_LIMIT_MS = 75_000;
const HOLD_MS = OLD_LIMIT_MS + 10_000;
const CONNECTIONS = 5;

/**
 * Opens connections to the emulator, leaves them idle for longer than it used to keep them, and sends a request on
 * each, as Terraform does whenever it waits for AWS. Runs concurrently with an apply, which takes longer.
 *
 * @throws if one was closed in the meantime
 */
export async function connectionsStayOpen({ port }: Pick<State, 'port'>, hold = HOLD_MS): Promise<void> {
  const agents = Array.from({ length: CONNECTIONS }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  try {
    const before = await Promise.all(agents.map((agent) => socketOf(agent, port)));
    await sleep(hold);
    const after = await Promise.all(agents.map((agent) => socketOf(agent, port)));
    const closed = after.filter((socket, number) => socket !== before[number]).length;
    if (closed === 0) return;
    throw new Error(`The emulator closed ${closed} of ${CONNECTIONS} connections within ${hold / 1000} idle seconds.`);
  } finally {
    for (const agent of agents) agent.destroy();
  }
}

/** The socket that a request used. */
function socketOf(agent: Agent, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const options = { agent, host: '127.0.0.1', port, path: '/_ministack/health' };
    const asked = request(options, (response) => {
      const { socket } = response;
      response
        .resume()
        .on('end', () => {
          resolve(socket);
        })
        .on('error', reject);
    });
    asked.on('error', reject).end();
  });
}
