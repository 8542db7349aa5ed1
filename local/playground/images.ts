import http, { type IncomingMessage, type ServerResponse } from 'node:http';

import type { State } from '../state.ts';

/** Where the demo's server repeats the CDN, on its own origin. */
export const IMAGES = '/images';

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding']);
const agent = new http.Agent({ keepAlive: true });

/**
 * Passes a request under `/images/` on to the distribution. Names under localhost, by which the emulator knows it, are resolved
 * by browsers, but neither by Node nor by every Safari; this address is understood by all.
 */
export function passToCdn(
  state: Pick<State, 'port' | 'outputs'>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const host = String(state.outputs?.['cdn_domain_name']);
  const { method, headers } = request;
  const options = {
    agent,
    host: '127.0.0.1',
    port: state.port,
    method,
    path: (request.url ?? '').slice(IMAGES.length) || '/',
    headers: { ...headers, host },
  };
  const asked = http.request(options, (answer) => {
    const kept = Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.has(name));
    const { location } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, {
      ...Object.fromEntries(kept),
      // Redirects lead to paths of the distribution.
      ...(location?.startsWith('/') && { location: IMAGES + location }),
      // What users upload shares an origin with the playground: it may run nothing there.
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    answer.pipe(response);
  });
  asked.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  response.on('close', () => asked.destroy());
  request.pipe(asked);
}
