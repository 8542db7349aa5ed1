import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  /** From the request until the last byte. */
  milliseconds: number;
}

export interface Target {
  /** Port of the emulator on this machine. */
  port: number;
  /** The distribution's host name. */
  host: string;
  method?: string | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  body?: string | undefined;
}

const agent = new Agent({ keepAlive: true });

/** Sends a request to a distribution of the emulator. Unlike `fetch`, it sends the path unchanged. */
export function askAt({ port, host, method, headers, body }: Target, path: string): Promise<Answer> {
  const start = performance.now();
  const options = { agent, host: '127.0.0.1', port, path, method, headers: { ...headers, host } };
  return new Promise((resolve, reject) => {
    request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const milliseconds = Math.round(performance.now() - start);
        const bytes = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, milliseconds });
      });
    })
      .on('error', reject)
      .end(body);
  });
}
