/**
 * Runs test files that its parent names, one after the other, each with the project's modules as they are on disk by then.
 * Jest's own process would load the AWS SDK for each file, which takes longer than its tests.
 */
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { addEventHandler, getState, resetState, run } from 'jest-circus';

import { jest } from './globals.ts';

/** What the parent asks for. */
export interface Order {
  readonly file: string;
  /** Of CPU time, after which this process ends. */
  readonly seconds: number;
}

/** What the parent is told of a test file. */
export interface Outcome {
  /** Why its first failed test failed; null if none did. */
  readonly failure: string | null;
  /** CPU time that it took. */
  readonly seconds: number;
  /** Memory that the process takes, in bytes: modules are never unloaded. */
  readonly memory: number;
}

/** As in jest.config.mjs. */
const TEST_TIMEOUT_MS = 30_000;

const root = pathToFileURL(`${process.cwd()}/`).href;
const globals = new URL('globals.ts', import.meta.url).href;
const stripped = new Map<string, { code: string; result: string }>();
let runs = 0;
let failure: string | null = null;

const isOwn = (url: string): boolean => url.startsWith(root) && !url.includes('/node_modules/');

registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === '@jest/globals') return { url: globals, shortCircuit: true };
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

addEventHandler((event) => {
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

async function outcomeOf({ file, seconds }: Order): Promise<Outcome> {
  const start = cpuSeconds();
  watchdog.postMessage((start + seconds) * 1e6);
  runs += 1;
  failure = null;
  resetState();
  getState().testTimeout = TEST_TIMEOUT_MS;
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
  watchdog.postMessage(Infinity);
  return { failure, seconds: cpuSeconds() - start, memory: process.memoryUsage.rss() };
}
