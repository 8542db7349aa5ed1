import http, { type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { endpointOf } from '../../../local/emulator.ts';
import { output, state } from './stack.ts';

interface Kept {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

/**
 * A cache of one's own in front of the CDN, which no invalidation reaches: what the CDN answered once with leave to keep it, it
 * answers for ever. Other hosts it passes on to.
 */
export async function startKeepingCache(): Promise<{ url: string; stop: () => Promise<void> }> {
  const kept = new Map<string, Promise<Kept>>();
  const server = http.createServer((request, response) => {
    const { host, accept, 'x-forwarded-proto': scheme } = request.headers;
    const key = [scheme, host, request.url, accept].join(' ');
    const answer = kept.get(key) ?? passOn(request);
    if (host === output('cdn_domain_name')) kept.set(key, answer);
    answer
      .then(({ status, headers, bytes }) => {
        if (!/max-age=/.test(headers['cache-control'] ?? '')) kept.delete(key);
        response.writeHead(status, headers).end(bytes);
      })
      .catch(() => {
        kept.delete(key);
        response.destroy();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function passOn({ url, method, headers }: http.IncomingMessage): Promise<Kept> {
  return new Promise((resolve, reject) => {
    http
      .request(`${endpointOf(state)}${url ?? ''}`, { method, headers }, (response) => {
        const { statusCode: status = 0, headers } = response;
        buffer(response).then((bytes) => {
          resolve({ status, headers, bytes });
        }, reject);
      })
      .on('error', reject)
      .end();
  });
}
