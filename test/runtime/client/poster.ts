/** The thread in which the plain client sends, so that it can wait synchronously for the response. */
import { request } from 'node:http';
import { parentPort } from 'node:worker_threads';

export interface Post {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Becomes 1 when the response was received. */
  readonly taken: Int32Array;
}

parentPort?.on('message', ({ url, body, headers, taken }: Post) => {
  const length = { 'content-length': Buffer.byteLength(body) };
  request(url, { method: 'POST', agent: false, headers: { ...headers, ...length } }, (response) => {
    response.resume().on('end', () => {
      Atomics.store(taken, 0, 1);
      Atomics.notify(taken, 0);
    });
  }).end(body);
});
