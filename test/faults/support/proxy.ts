import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createProxyServer } from 'http-proxy-3';

import { type Fault, refusalBody } from './fault.ts';
import { killCaller } from './kill-caller.ts';
import { type ObservedRequest, sightOf } from './observed-request.ts';

/** Decides what happens to passing requests. */
export interface Director {
  /** Called before a request is forwarded; the request waits for the result. */
  before: (sight: ObservedRequest) => Promise<Fault | null> | Fault | null;
  /** Called with the outcome: `status` is AWS's own, or 0 if the request never reached AWS. */
  after: (sight: ObservedRequest, status: number, fault: Fault | null) => void;
}

export interface Proxy {
  readonly url: string;
  /** Sets the director from now on. */
  director: Director;
  readonly close: () => Promise<void>;
}

export const PEACE: Director = { before: () => null, after: () => undefined };
/** Longer than any function's timeout. */
const STALL_MS = 8_000;
const PIECES = 5;
const PAUSE_MS = 60;

/** A proxy on a free port of 127.0.0.1 between functions and AWS. Requests keep their host and signature. */
export async function createProxy(target: string): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true });
  const forward = createProxyServer({ target, agent, selfHandleResponse: true });
  const held: { director: Director } = { director: PEACE };

  const waiting = new WeakMap<IncomingMessage, (answer: IncomingMessage) => void>();
  forward.on('proxyRes', (answer, request) => waiting.get(request)?.(answer));

  const answerOf = (
    request: IncomingMessage,
    response: ServerResponse,
    body: string | null,
  ): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      waiting.set(request, resolve);
      forward.web(request, response, body === null ? {} : { buffer: Readable.from([body]) }, reject);
    });

  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isNews = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
    const body = isNews ? await text(request) : null;
    const sight = sightOf(request, body ?? '');
    const { director } = held;
    const fault = await director.before(sight);
    if (fault !== null && (await strike(fault, request, response))) {
      director.after(sight, 0, fault);
      return;
    }
    const answer = await answerOf(request, response, body);
    const bytes = await buffer(answer);
    director.after(sight, answer.statusCode ?? 0, fault);
    await deliver(fault, request, response, answer, bytes);
  };

  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(held, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  });
}

/** Applies faults that come before a request is forwarded. Returns whether the request ends here. */
async function strike(fault: Fault, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (fault.kind === 'stall') {
    await sleep(STALL_MS);
    response.destroy();
    return true;
  }
  if (!('after' in fault) || fault.after) return false;
  if (fault.kind === 'kill') await killCaller(request.socket.remotePort ?? 0, fault.whom);
  if (fault.kind === 'refuse') refuse(response, fault.status);
  else if (fault.kind === 'reset') request.socket.resetAndDestroy();
  else if (fault.whom === 'worker') return false;
  else response.destroy();
  request.resume();
  return true;
}

function refuse(response: ServerResponse, status: 500 | 503): void {
  const body = refusalBody(status);
  response
    .writeHead(status, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) })
    .end(body);
}

async function deliver(
  fault: Fault | null,
  request: IncomingMessage,
  response: ServerResponse,
  answer: IncomingMessage,
  bytes: Buffer,
): Promise<void> {
  if (fault?.kind === 'kill' && fault.whom === 'function') {
    await killCaller(request.socket.remotePort ?? 0, fault.whom);
    response.destroy();
    return;
  }
  if (fault?.kind === 'refuse') {
    refuse(response, fault.status);
    return;
  }
  if (fault?.kind === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  // Connection headers concern only the two ends of one connection.
  response.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: 'keep-alive' });
  if (fault?.kind === 'truncate' && bytes.length > 1) {
    response.write(bytes.subarray(0, bytes.length / 2), () => request.socket.resetAndDestroy());
    return;
  }
  if (fault?.kind === 'trickle') {
    for (let piece = 0; piece < PIECES; piece++) {
      response.write(bytes.subarray((bytes.length * piece) / PIECES, (bytes.length * (piece + 1)) / PIECES));
      await sleep(PAUSE_MS);
    }
    response.end();
    return;
  }
  response.end(bytes);
  if (fault?.kind === 'kill') {
    await sleep(PAUSE_MS); // By then the worker has the bytes.
    await killCaller(request.socket.remotePort ?? 0, fault.whom);
  }
}
