import { Agent, type IncomingHttpHeaders, request } from 'node:http';

import { cdnOf } from '../../../local/cdn.ts';
import { output, state } from './stack.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  /** From the request until the last byte. */
  milliseconds: number;
}

export interface Request {
  /** The distribution's address by default. */
  host?: string;
  method?: string;
  headers?: Readonly<Record<string, string>>;
}

/** The distribution's address, for a browser. */
export const cdn = cdnOf(state) ?? '';
const agent = new Agent({ keepAlive: true });

/** Sends a request to the CDN. Unlike `fetch`, it sends the path unchanged. */
export function ask(
  path: string,
  { host = output('cdn_domain_name'), method, headers }: Request = {},
): Promise<Answer> {
  const start = performance.now();
  const options = { agent, host: '127.0.0.1', port: state.port, path, method, headers: { ...headers, host } };
  return new Promise((resolve, reject) => {
    request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const milliseconds = Math.round(performance.now() - start);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes: Buffer.concat(chunks),
          milliseconds,
        });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** Sends many requests at once. */
export function askTimes(times: number, path: string, options?: Request): Promise<Answer[]> {
  return Promise.all(Array.from({ length: times }, () => ask(path, options)));
}

/** Status and code of a refusal. */
export const refusal = ({ status, headers }: Answer): [number, unknown] => [status, headers['x-darkroom-error']];
