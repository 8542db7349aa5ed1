import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';

import type { Job } from '../types.ts';
import type { Answer, Finished, Message } from './messages.ts';
import { senderTo, STDIO } from './transfer.ts';
import { type Exit, howItEnded } from './verdict.ts';

/** A process that makes variants, one job at a time. */
export interface Worker {
  readonly pid: number;
  /** Resolves when the decoders are loaded; rejects if they cannot be. */
  readonly ready: Promise<void>;
  /** The answer to a job, or how the process ended instead; before that, each variant as it is finished. */
  readonly run: (job: Job, onFinished: (finished: Finished) => void) => Promise<Answer | Exit>;
  /** Kills the process, whatever it is doing. */
  readonly kill: () => void;
  /** Resolves when the process has ended and its memory is free. */
  readonly ended: Promise<unknown>;
  /** False as soon as the process has been told to end. */
  readonly usable: () => boolean;
}

/** The variables that the runtime and the decoders read. No credentials: hostile bytes are decoded here. */
const ENVIRONMENT = ['PATH', 'LD_LIBRARY_PATH', 'NODE_PATH', 'TMPDIR', 'TZ', 'UV_THREADPOOL_SIZE', 'VIPS_CONCURRENCY'];

/** A block of memory that is larger goes back to the system when it is freed. */
const LARGEST_KEPT_BYTES = 8 * 2 ** 20;

/** The free end of a heap that is larger goes back to the system: no heap of a thread is (64 MiB, `HEAP_MAX_SIZE`). */
const LARGEST_FREE_BYTES = 64 * 2 ** 20;

/**
 * glibc keeps a heap for each thread, and memory freed in one is not reused by another: after nine photographs a worker
 * held 180 MB with two heaps, 330 MB with glibc's default number, and was no slower.
 *
 * What goes back to the system has to be found and cleared again for the next picture, 4 KiB at a time. If all blocks
 * from 1 MiB do, three JPEGs of 24 megapixels take 2,300 page faults; from 8 MiB, 50. AVIFs are encoded in smaller blocks,
 * tens of megabytes of them: if free ends of heaps from 8 MiB go back, nine variants take 700 to 4,000 page faults; from
 * 64 MiB, 70 to 560, and up to 1 % less time. A worker then holds 175 to 185 MB after many photographs instead of 135 to
 * 150; at its first one it needs no more.
 */
export const ALLOCATOR = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(LARGEST_KEPT_BYTES),
  MALLOC_TRIM_THRESHOLD_: String(LARGEST_FREE_BYTES),
};

/** MiB of V8's youngest generation, which grows to 16 although a worker has little to collect: 5 MB less at the peak. */
export const NODE_FLAGS = ['--max-semi-space-size=1'];

const STDERR_KEPT_CHARACTERS = 2_000;

export function startWorker(script: URL): Worker {
  const child = fork(script, {
    serialization: 'advanced',
    stdio: STDIO,
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => ENVIRONMENT.includes(name))),
      ...ALLOCATOR,
    },
    // Not inherited from the parent, which may be a test runner or debugger.
    execArgv: [...NODE_FLAGS, ...(script.pathname.endsWith('.ts') ? ['--disable-warning=ExperimentalWarning'] : [])],
  });
  let usable = true;
  const kill = (): void => {
    usable = false;
    child.kill('SIGKILL');
  };
  let take: (answer: Answer | Finished) => void = () => undefined;
  let complaints = '';
  const listen = (text: string): void => {
    complaints = (complaints + text).slice(-STDERR_KEPT_CHARACTERS);
  };
  child.stderr?.on('data', (text: Buffer) => {
    listen(text.toString());
  });
  const exited = exitOf(child, listen);
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message: Message) => {
      if (message.kind === 'ready') resolve();
      else take(message);
    });
    void exited.then((exit) => {
      reject(new Error(`The image worker did not start (${howItEnded(exit)}). ${complaints}`.trim()));
    });
  });
  // Running a job reports the failure; a worker that was only warmed up must not crash the function.
  ready.catch(() => undefined);
  process.once('exit', kill);
  void exited.then(() => {
    usable = false;
    process.removeListener('exit', kill);
  });
  letParentEnd(child);
  const send = senderTo(child);
  return {
    pid: child.pid ?? 0,
    ready,
    run: (job, onFinished) => {
      const answered = new Promise<Answer>((resolve) => {
        take = (message) => {
          if (message.kind === 'finished') onFinished(message);
          else resolve(message);
        };
      });
      send(job);
      return Promise.race([answered, exited]);
    },
    kill,
    ended: exited,
    usable: () => usable && child.connected,
  };
}

function exitOf(child: ChildProcess, complain: (text: string) => void): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
    child.on('error', (error) => {
      complain(error.message);
      // Emitted instead of `exit` if the process could not even be started.
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
  });
}

/** Lets the parent process exit while the worker is idle. */
function letParentEnd(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  // The pipe is a socket, although its type does not say so.
  (child.stderr as Socket | null)?.unref();
}
