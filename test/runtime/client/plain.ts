/*
 * Replicates the native client of aws-lambda-ric 3.3.0 (`src/rapid-client.cc`) without curl: `next` waits in the
 * background and keeps the event loop alive, `done` and `error` return only when the response was received.
 */
import { request } from 'node:http';
import { Worker } from 'node:worker_threads';

import type { Post } from './poster.ts';

const PATIENCE_MS = 10_000;
const base = `http://${process.env['AWS_LAMBDA_RUNTIME_API'] ?? ''}/2018-06-01/runtime/invocation`;
const poster = new Worker(new URL('./poster.ts', import.meta.url), { execArgv: [] });
poster.unref();

export function next(): Promise<{ bodyJson: string; headers: object }> {
  // Explicit, because a test may unref all sockets; the native client waits in a thread.
  const alive = setInterval(() => undefined, 2 ** 31 - 1);
  return new Promise((resolve, reject) => {
    const end = (work: () => void): void => {
      clearInterval(alive);
      work();
    };
    request(`${base}/next`, { agent: false }, (response) => {
      let bodyJson = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => (bodyJson += text));
      response.on('end', () => {
        end(() => {
          resolve({ bodyJson, headers: response.headers });
        });
      });
    })
      .on('error', (error) => {
        end(() => {
          reject(error);
        });
      })
      .end();
  });
}

export function done(id: string, body: string): void {
  post({ url: `${base}/${id}/response`, body, headers: { 'content-type': 'application/json' } });
}

export function error(id: string, body: string, cause: string): void {
  post({ url: `${base}/${id}/error`, body, headers: { 'lambda-runtime-function-xray-error-cause': cause } });
}

function post(what: Omit<Post, 'taken'>): void {
  const taken = new Int32Array(new SharedArrayBuffer(4));
  poster.postMessage({ ...what, taken } satisfies Post);
  if (Atomics.wait(taken, 0, 0, PATIENCE_MS) === 'timed-out') throw new Error(`${what.url} does not answer`);
}
