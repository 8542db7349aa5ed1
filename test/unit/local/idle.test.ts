import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';

import { connectionsStayOpen } from '../../runner/idle.ts';

let server: Server;

/** Closes each connection so long after an answer; a client that asks just then would be cut off. */
async function serve(patience: number): Promise<{ port: number }> {
  server = createServer(({ socket }, response) => {
    response.end(() => setTimeout(() => socket.destroy(), patience).unref());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port };
}

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

test('a server that closes idle connections is detected', async () => {
  await expect(connectionsStayOpen(await serve(1), 500)).rejects.toThrow('closed 5 of 5 connections');
});

test('a server that keeps them is not', async () => {
  await connectionsStayOpen(await serve(60_000), 500);
});
