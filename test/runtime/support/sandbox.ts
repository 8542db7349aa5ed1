import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { PROJECT } from '../../../local/paths.ts';
import { type Said, startRuntimeApi } from './runtime-api.ts';

/** The outcome of an invocation, as Lambda would determine it. */
export type Outcome =
  | Said
  /** The process exited before it responded: an error for the caller, and a new process for the next invocation. */
  | { readonly kind: 'ended'; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  /** It did not respond in time, and was killed with all its child processes. */
  | { readonly kind: 'timed out' };

export interface SandboxOptions {
  readonly client: string;
  /** The unpacked zip. */
  readonly task: string;
  /** As in Terraform: `process.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  /** In seconds. */
  readonly timeout: number;
  /** Whether sockets and timers do not keep its event loop alive: see `client/alone.ts`. */
  readonly alone?: boolean;
  /** Memory limit of one process, in MB. Enforced on Linux only. */
  readonly dataMb?: number;
}

export interface Sandbox {
  readonly invoke: (event: unknown) => Promise<Outcome>;
  /** Starts an invocation without waiting for its outcome. */
  readonly begin: (event: unknown) => { readonly outcome: Promise<Outcome> };
  /** Resolves when the process waits for its next event. */
  readonly idle: () => Promise<void>;
  /** Freezes all its processes, as Lambda does between invocations. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Id of the function's own process; undefined before the first invocation and after its exit. */
  readonly pid: () => number | undefined;
  /** Everything that it wrote. */
  readonly log: () => string;
  readonly end: () => Promise<void>;
}

/** The project's own Node, the version of Lambda's `nodejs22.x`. */
const NODE = path.join(PROJECT, 'node_modules', '.bin', 'node');

const scriptOf = (name: string): string => new URL(`../client/${name}.ts`, import.meta.url).href;

/** One execution environment of a function: AWS's Node runtime in a process group of its own. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { client, task, handler, environment, timeout, alone = false, dataMb } = options;
  const api = await startRuntimeApi();
  let child: ChildProcess | undefined;
  let log = '';

  const start = (): ChildProcess => {
    const hooks = ['hooks', ...(alone ? ['alone'] : [])].flatMap((name) => ['--import', scriptOf(name)]);
    const command = [NODE, '--disable-warning=ExperimentalWarning', ...hooks, client, handler];
    const limit = dataMb === undefined ? '' : `ulimit -d ${dataMb * 1_024} && `;
    const started = spawn('/bin/sh', ['-c', `${limit}exec "$@"`, 'sh', ...command], {
      cwd: task,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        TZ: ':UTC',
        LAMBDA_TASK_ROOT: task,
        AWS_LAMBDA_RUNTIME_API: api.address,
        AWS_LAMBDA_FUNCTION_NAME: `darkroom-${handler}`,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        ...environment,
      },
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (text: Buffer) => (log += text.toString()));
    }
    started.once('exit', () => {
      kill('SIGKILL', started); // Including the processes that it left behind.
      if (child === started) child = undefined;
    });
    return started;
  };

  const kill = (signal: NodeJS.Signals, whom = child): void => {
    if (whom?.pid === undefined) return;
    try {
      process.kill(-whom.pid, signal);
    } catch {
      // All of them have exited.
    }
  };

  const invoke = async (event: unknown): Promise<Outcome> => {
    if (child === undefined) api.reset();
    const running = (child ??= start());
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Outcome>((resolve) => {
      timer = setTimeout(() => {
        resolve({ kind: 'timed out' });
      }, timeout * 1_000);
    });
    const ended = once(running, 'exit').then(
      ([code, signal]) =>
        ({ kind: 'ended', code: code as number | null, signal: signal as NodeJS.Signals | null }) as const,
    );
    const outcome = await Promise.race([api.hand(event, timeout * 1_000), ended, late]);
    clearTimeout(timer);
    if (outcome.kind === 'timed out') kill('SIGKILL');
    if (outcome.kind === 'timed out' || outcome.kind === 'init error') await ended;
    return outcome;
  };

  return {
    invoke,
    begin: (event) => ({ outcome: invoke(event) }),
    idle: api.asked,
    freeze: () => {
      kill('SIGSTOP');
    },
    thaw: () => {
      kill('SIGCONT');
    },
    signal: (signal) => {
      if (child?.pid !== undefined) process.kill(child.pid, signal);
    },
    pid: () => child?.pid,
    log: () => log,
    end: async () => {
      const gone = child && once(child, 'exit');
      kill('SIGKILL');
      await gone;
      await api.close();
    },
  };
}
