import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A message of a function's process to the runtime API. */
export type Said =
  | { readonly kind: 'answer'; readonly value: unknown }
  /** The invocation failed, or the start of the process if there was no invocation. */
  | { readonly kind: 'error' | 'init error'; readonly type: string; readonly message: string };

export interface RuntimeApi {
  /** Host and port, as Lambda sets in `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /**
   * Passes an event to the process on its next request; resolves to its response, for which it has `timeout`
   * milliseconds.
   */
  readonly hand: (event: unknown, timeout: number) => Promise<Said>;
  /** Resolves when the process requests its next event, which is when Lambda may freeze it. */
  readonly asked: () => Promise<void>;
  /** Discards the state of the previous process. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly timeout: number;
  readonly say: (said: Said) => void;
}

/**
 * Lambda's runtime API for one process, on a free port of 127.0.0.1.
 * Source: docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  let current: Invocation | undefined;
  let asking: ServerResponse | undefined;
  let wakeUp: (() => void)[] = [];

  const deliver = (): void => {
    if (current === undefined || asking === undefined) return;
    const { id, event, timeout } = current;
    asking
      .writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': id,
        'lambda-runtime-deadline-ms': String(Date.now() + timeout),
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:123456789012:function:darkroom',
        'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0',
      })
      .end(JSON.stringify(event));
    asking = undefined;
  };
  const said = (said: Said, id?: string): void => {
    // AWS refuses a response to an invocation that has ended; it must not be sent at all.
    if (id !== undefined && id !== current?.id) throw new Error(`The invocation ${id} was answered again`);
    current?.say(said);
    current = undefined;
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, id, what] = /\/runtime\/(?:invocation|init)\/(?:([^/]+)\/)?(\w+)$/.exec(request.url ?? '') ?? [];
    if (what === 'next') {
      asking = response;
      wakeUp.splice(0).forEach((resolve) => {
        resolve();
      });
      deliver();
      return;
    }
    const body = await text(request);
    response.writeHead(202).end();
    if (what === 'response') said({ kind: 'answer', value: JSON.parse(body) }, id);
    else said({ kind: id === undefined ? 'init error' : 'error', ...errorIn(body) }, id);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      current?.say({ kind: 'error', type: 'Protocol', message: String(error) });
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    hand: (event, timeout) =>
      new Promise((say) => {
        current = { id: randomUUID(), event, timeout, say };
        deliver();
      }),
    asked: () => (asking ? Promise.resolve() : new Promise((resolve) => wakeUp.push(resolve))),
    reset: () => {
      [current, asking, wakeUp] = [undefined, undefined, []];
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function errorIn(body: string): { type: string; message: string } {
  const { errorType, errorMessage } = JSON.parse(body) as { errorType: string; errorMessage: string };
  return { type: errorType, message: errorMessage };
}
