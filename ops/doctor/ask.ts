import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Requests a path below `base` (scheme, host and maybe a path), sent unchanged and without credentials. */
export type Ask = (base: string, path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;

/** Longer than CloudFront waits for render. */
const TIMEOUT_MS = 65_000;

/**
 * @param connect address to connect to for every host, such as an emulator's: the host is sent in the Host header, and
 * the scheme in X-Forwarded-Proto
 */
export function createAsk(signal: AbortSignal, connect?: string): Ask & { close(): void } {
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  const ask: Ask = (base, path, headers = {}) => {
    const { protocol, host, pathname } = new URL(base);
    const target = new URL(connect ?? base);
    const encrypted = target.protocol === 'https:';
    const forwarded = connect === undefined ? {} : { host, 'x-forwarded-proto': protocol.slice(0, -1) };
    const options = {
      agent: encrypted ? agents.https : agents.http,
      host: target.hostname,
      port: target.port,
      path: pathname.replace(/\/$/, '') + path,
      headers: { ...headers, ...forwarded },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    };
    return new Promise((resolve, reject) => {
      (encrypted ? https : http)
        .request(options, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) });
          });
        })
        .on('error', reject)
        .end();
    });
  };
  return Object.assign(ask, {
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  });
}

/** The status, and the headers that show where the response comes from. */
export function describe({ status, headers }: Answer): string {
  const told = ['x-darkroom', 'x-darkroom-error', 'cache-control', 'age', 'x-cache', 'location', 'retry-after'];
  const said = told.flatMap((name) => (headers[name] === undefined ? [] : [`${name}: ${String(headers[name])}`]));
  return said.length === 0 ? `${status}` : `${status} (${said.join(', ')})`;
}
