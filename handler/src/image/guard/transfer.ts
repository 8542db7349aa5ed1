import type { ChildProcess, StdioOptions } from 'node:child_process';
import { readSync } from 'node:fs';
import type { Socket } from 'node:net';

import type { Job } from '../types.ts';

/*
 * An original goes to its worker through a pipe of its own. Node's channel would copy it twice before it is written and
 * once when it has been read, into memory that the kernel has to find first: 6.9 MB take 22 ms, and 10 through the pipe.
 */

/** A job whose original follows through the pipe. */
export type Order = Omit<Job, 'bytes'> & {
  /** Of the original, in bytes. */
  readonly length: number;
};

/** The pipe's number in both: the standard streams and Node's channel come before it. */
const PIPE = 4;

/** Errors are all that the worker says on its standard streams. */
export const STDIO: StdioOptions = ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'];

/** What sends jobs to a process that was started with `STDIO`. The pipe does not keep this process alive. */
export function senderTo(worker: ChildProcess): (job: Job) => void {
  // Without file descriptors for it, there is no process either, and none of its streams, although the type says so.
  const pipe = (worker.stdio as ChildProcess['stdio'] | undefined)?.[PIPE] as Socket | undefined;
  // It breaks if the process ends, which is noticed elsewhere.
  pipe?.on('error', () => undefined).unref();
  return ({ bytes, ...rest }) => {
    // A closed channel needs no special handling: the process is about to end, if it has not yet.
    worker.send({ ...rest, length: bytes.length } satisfies Order, () => undefined);
    pipe?.write(bytes);
  };
}

/**
 * In the worker. It waits for the bytes: it has nothing else to do, and libuv makes this end of the pipe a blocking one
 * (`uv_spawn` with `UV_CREATE_PIPE`).
 *
 * @throws Error if the function ended meanwhile
 */
export function receiveJob({ length, ...rest }: Order): Job & { readonly bytes: Uint8Array<ArrayBuffer> } {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let at = 0; at < length;) {
    const read = readSync(PIPE, bytes, at, length - at, null);
    if (read === 0) throw new Error(`The original ended after ${at} of ${length} bytes`);
    at += read;
  }
  return { ...rest, bytes };
}
