/**
 * Runs test files that its parent names, one after the other, each with the project's modules as they are on disk by then.
 * Jest's own process would load the AWS SDK for each file, which takes longer than its tests.
 */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { addEventHandler, getState, resetState, run } from 'jest-circus';

import { jest } from './globals.ts';
import { WAITS_FOR_EVER } from './waiting.ts';

/** What the parent asks for. */
export interface Order {
  readonly file: string;
  /** Of CPU time, after which this process ends. */
  readonly seconds: number;
  /** Files of which it is to be told what the tests do not execute; none if absent. */
  readonly covering?: readonly string[] | undefined;
}

/** A part of a file, in characters. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the parent is told of a test file. */
export interface Outcome {
  /** Why its first failed test failed; null if none did. */
  readonly failure: string | null;
  /** CPU time that it took. */
  readonly seconds: number;
  /** Memory that the process takes, in bytes: modules are never unloaded. */
  readonly memory: number;
  /** For each file that was asked for and loaded, what was not executed of it; none if it may have been elsewhere. */
  readonly unused: Readonly<{ [file: string]: readonly Span[] }>;
}

/**
 * Longer than any test waits: not counted is the time in which it works, or could if it had a processor. On a busy machine,
 * that may be any time, and would be taken for a mutant that was noticed.
 */
const MOST_IDLE_MS = 30_000;
const LOOK_MS = 500;
/** Longer than the parent waits. */
const NO_TIMEOUT_MS = 2_000_000_000;

const root = pathToFileURL(`${process.cwd()}/`).href;
const globals = new URL('globals.ts', import.meta.url).href;
const stripped = new Map<string, { code: string; result: string }>();
let runs = 0;
let failure: string | null = null;
/** Whether the tests may execute anything unseen: in a process or a thread that they have started, or in a bundle. */
let isElsewhere = false;
for (const what of ['child_process', 'worker_threads']) {
  subscribe(what, () => {
    isElsewhere = true;
  });
}

const isOwn = (url: string): boolean => url.startsWith(root) && !url.includes('/node_modules/');

registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === '@jest/globals') return { url: globals, shortCircuit: true };
    if (specifier === 'esbuild') isElsewhere = true;
    const found = next(specifier, context);
    // A module is loaded once for each URL.
    return isOwn(found.url) ? { ...found, url: `${found.url}?${runs}` } : found;
  },
  load: (url, context, next) => {
    const [plain = ''] = url.split('?');
    if (!isOwn(url) || !plain.endsWith('.ts')) return next(url, context);
    const code = readFileSync(fileURLToPath(plain), 'utf8');
    const known = stripped.get(plain);
    const result = known?.code === code ? known.result : stripTypeScriptTypes(code);
    stripped.set(plain, { code, result });
    return { format: 'module', source: result, shortCircuit: true };
  },
});

/** Of the test that runs. Between orders, waiting is all there is to do. */
let idleBefore = Infinity;
const idle = (): number => performance.eventLoopUtilization().idle;
setInterval(() => {
  if (idle() - idleBefore > MOST_IDLE_MS) process.exit(WAITS_FOR_EVER);
}, LOOK_MS);

addEventHandler((event) => {
  if (event.name === 'test_start') {
    idleBefore = idle();
    event.test.timeout = NO_TIMEOUT_MS;
  }
  if (event.name === 'test_fn_failure' || event.name === 'hook_failure') failure ??= String(event.error);
  // One failure is enough.
  if (event.name === 'test_start' && failure !== null) event.test.mode = 'skip';
});
// A smaller counterexample is of no use to anybody.
fc.configureGlobal({ endOnFailure: true });
// What a mutant left behind must not be held against the next.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);
process.on('disconnect', () => process.exit());

const watchdog = new Worker(new URL('watchdog.ts', import.meta.url));
const cpuSeconds = (): number => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;

process.on('message', (order: Order) => {
  void outcomeOf(order).then((outcome) => process.send?.(outcome));
});

async function outcomeOf({ file, seconds, covering }: Order): Promise<Outcome> {
  const start = cpuSeconds();
  watchdog.postMessage((start + seconds) * 1e6);
  runs += 1;
  failure = null;
  isElsewhere = false;
  resetState();
  getState().testTimeout = NO_TIMEOUT_MS;
  idleBefore = idle();
  const coverage = covering && (await startCoverage());
  try {
    await import(new URL(file, root).href);
    const { testResults, unhandledErrors } = await run();
    const [error] = [...unhandledErrors, ...testResults.flatMap(({ errors }) => errors)];
    if (testResults.length === 0) failure ??= 'There is no test in it.';
    if (error !== undefined) failure ??= error;
  } catch (error) {
    failure ??= String(error);
  }
  jest.restoreAllMocks();
  const unused = coverage === undefined ? {} : await unusedIn(coverage, covering ?? []);
  watchdog.postMessage(Infinity);
  idleBefore = Infinity;
  return { failure, seconds: cpuSeconds() - start, memory: process.memoryUsage.rss(), unused };
}

async function startCoverage(): Promise<Session> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return session;
}

/** Types are replaced by blanks, so that the places of what is executed are those of the file. */
async function unusedIn(session: Session, files: readonly string[]): Promise<{ [file: string]: Span[] }> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  if (isElsewhere) return {};
  return Object.fromEntries(
    files.flatMap((file) => {
      const url = new URL(file, root);
      const script = result.find((each) => each.url === `${url.href}?${runs}`);
      const { code, result: plain } = stripped.get(url.href) ?? {};
      if (script === undefined || code?.length !== plain?.length) return [];
      const spans = script.functions.flatMap(({ ranges }) => ranges.filter(({ count }) => count === 0));
      return [[file, spans.map(({ startOffset, endOffset }) => ({ start: startOffset, end: endOffset }))]];
    }),
  );
}
