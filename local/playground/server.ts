import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

import type { Stack } from '../../packages/client/src/stack.ts';
import { playgroundApi } from '../../playground/api/handler.ts';
import type { EventLog } from '../../playground/api/host.ts';
import { isToken } from '../../playground/api/is-token.ts';
import { TOKEN_HEADER } from '../../playground/api/token.ts';
import { pagePolicy } from '../../playground/policy.ts';
import { outputOf, s3Of } from '../bucket.ts';
import { endpointOf } from '../emulator.ts';
import type { State } from '../state.ts';
import { pageFiles, SAMPLES } from './files.ts';
import { IMAGES, passToCdn } from './images.ts';

export interface Served {
  readonly state: State;
  readonly port: number;
  /** What a request has to carry to use the API. */
  readonly token: string;
  readonly signingKey: string | null;
  readonly events: EventLog | null;
}

/** The largest body of a request to the API: paths and transforms. */
const MOST_BYTES = 16_384;

/** What the stack tells front ends, with the CDN's address on this server. */
export function stackAt({ outputs }: Pick<State, 'outputs'>, origin: string): Stack {
  return { ...(outputs?.['client'] as Stack), url: origin + IMAGES };
}

/** Serves the playground on 127.0.0.1. Resolves once it listens. */
export async function servePlayground(served: Served): Promise<Server> {
  const { state, port, token } = served;
  const origin = `http://127.0.0.1:${port}`;
  const files = await pageFiles();
  const api = playgroundApi({
    stack: stackAt(state, origin),
    s3: s3Of(state),
    variantsBucket: outputOf(state, 'variants_bucket_name'),
    signingKey: served.signingKey,
    folder: '',
    samples: SAMPLES,
    events: served.events,
    admits: (request) => isToken(request.headers.get(TOKEN_HEADER), token),
  });
  const headers = {
    'content-security-policy': pagePolicy([endpointOf(state)]),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
  // Another site whose name resolves to this machine would send its own name.
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', origin);
    const file = files.get(pathname);
    if (!hosts.has(request.headers.host ?? '')) {
      response.writeHead(421, { 'content-type': 'text/plain' }).end(`Open ${origin}.\n`);
    } else if (request.url?.startsWith(`${IMAGES}/`)) passToCdn(state, request, response);
    else if (pathname.startsWith('/api/')) {
      void answerWith(api, origin, request, response);
    } else if (file && (request.method === 'GET' || request.method === 'HEAD')) {
      response.writeHead(200, { ...headers, 'content-type': file.type, 'content-length': file.bytes.length });
      response.end(request.method === 'HEAD' ? undefined : file.bytes);
    } else response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function answerWith(
  api: (request: Request) => Promise<Response>,
  origin: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => {
    gone.abort();
  });
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) return void outgoing.writeHead(413).end();
      chunks.push(chunk);
    }
    const { method = 'GET', url = '/', headers } = incoming;
    const request = new Request(new URL(url, origin), {
      method,
      headers: { [TOKEN_HEADER]: String(headers[TOKEN_HEADER] ?? '') },
      signal: gone.signal,
      ...(bytes > 0 && { body: Buffer.concat(chunks) }),
    });
    const response = await api(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body) Readable.fromWeb(response.body as never).pipe(outgoing);
    else outgoing.end();
  } catch {
    // The page left in the middle of its request.
    outgoing.destroy();
  }
}
