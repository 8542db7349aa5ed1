import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';

import type { Job } from '../types.ts';
import type { Answer } from './messages.ts';
import { type Exit, howItEnded } from './verdict.ts';

/** A process that makes variants, one job at a time. */
export interface Worker {
  readonly pid: number;
  /** Resolves when the decoders are loaded; rejects where they can't be. */
  readonly ready: Promise<void>;
  /** The answer to a job, or how the process ended instead. */
  readonly run: (job: Job) => Promise<Answer | Exit>;
  /** Ends the process, whatever it is doing. */
  readonly kill: () => void;
  /** Resolves when the process is gone, and its memory with it. */
  readonly ended: Promise<unknown>;
  /** False from the moment at which it is told to end. */
  readonly usable: () => boolean;
}

/** What the runtime and the decoders read. Above all no credentials: hostile bytes are decoded here. */
const ENVIRONMENT = ['PATH', 'LD_LIBRARY_PATH', 'NODE_PATH', 'TMPDIR', 'TZ', 'UV_THREADPOOL_SIZE', 'VIPS_CONCURRENCY'];

/**
 * glibc keeps a heap for each thread, and what one image frees is of no use to the next: after nine photographs a worker
 * held 180 MB with two heaps, 330 MB with its own choice of them, and was no slower.
 */
const TWO_ARENAS = { MALLOC_ARENA_MAX: '2' };

const STDERR_KEPT_CHARACTERS = 2_000;

export function startWorker(script: URL): Worker {
  const child = fork(script, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => ENVIRONMENT.includes(name))),
      ...TWO_ARENAS,
    },
    // Not the parent's own, which may be a test runner's or a debugger's.
    execArgv: script.pathname.endsWith('.ts') ? ['--disable-warning=ExperimentalWarning'] : [],
  });
  let usable = true;
  const kill = (): void => {
    usable = false;
    child.kill('SIGKILL');
  };
  let take: (answer: Answer) => void = () => undefined;
  let complaints = '';
  const listen = (text: string): void => {
    complaints = (complaints + text).slice(-STDERR_KEPT_CHARACTERS);
  };
  child.stderr?.on('data', (text: Buffer) => {
    listen(text.toString());
  });
  const exited = exitOf(child, listen);
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (answer: Answer) => {
      if (answer.kind === 'ready') resolve();
      else take(answer);
    });
    void exited.then((exit) => {
      reject(new Error(`The image worker did not start (${howItEnded(exit)}). ${complaints}`.trim()));
    });
  });
  // Whoever runs a job hears of it; a worker that was only warmed up must not take the function with it.
  ready.catch(() => undefined);
  process.once('exit', kill);
  void exited.then(() => {
    usable = false;
    process.removeListener('exit', kill);
  });
  letParentEnd(child);
  return {
    pid: child.pid ?? 0,
    ready,
    run: (job) => {
      const answered = new Promise<Answer>((resolve) => (take = resolve));
      // A channel that is closed already needs no handling of its own: the process ends, if it has not.
      child.send(job, () => undefined);
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
      // Emitted instead of `exit` where the process could not even be started.
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
  });
}

/** An idle worker does not keep the process that started it from ending. */
function letParentEnd(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  // A pipe is a socket, whatever its type says.
  (child.stderr as Socket | null)?.unref();
}
