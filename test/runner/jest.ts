import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { cleanEnv } from '../../local/clean-env.ts';
import { LOCAL } from '../../local/paths.ts';
import { CommandFailed, run } from '../../local/run.ts';
import project from '../../package.json' with { type: 'json' };
import type { Counts } from './counts.ts';

/** The part of Jest's report that is counted. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  /** Files that could not be loaded; their tests are not counted. */
  numRuntimeErrorTestSuites: number;
}

interface JestOptions {
  yielding?: boolean;
  ended?: boolean;
  env?: Readonly<Record<string, string>>;
}

/**
 * Node's flags, which package.json has in its script `jest`. Jest keeps the test that runs in an AsyncLocalStorage, for which
 * Node 22 calls JavaScript at each step of each promise, unless it is told to leave that to V8: simulations of thousands of
 * requests took half as long again. And tests leave so much behind that the young generation's usual 16 MB are collected all
 * the time.
 */
const NODE_FLAGS = project.scripts.jest.split(' ').filter((word) => word.startsWith('--'));

/**
 * Runs Jest in a folder that has it; `name` is the name of the report. Finding no test at all counts as a failure.
 *
 * `ended` is for tests that reset connections or stop servers, for which Node can wait indefinitely on exit: Jest then
 * exits as soon as the report is written.
 */
export async function jest(
  name: string,
  cwd: string,
  args: readonly string[],
  { yielding = false, ended = false, env = {} }: JestOptions = {},
): Promise<Counts> {
  const report = path.join(LOCAL, 'reports', `${name}.json`);
  await mkdir(path.dirname(report), { recursive: true });
  await rm(report, { force: true });
  const program = path.join(cwd, 'node_modules', 'jest', 'bin', 'jest.js');
  const node = [...NODE_FLAGS, program];
  const options = { cwd, env: cleanEnv(env), yielding };
  const always = ['--json', `--outputFile=${report}`, ...(ended ? ['--forceExit'] : [])];
  const output = await run('node', [...node, ...always, ...args], options).catch(outputOf);
  return count(await readReport(report, output), output);
}

function outputOf(error: unknown): string {
  if (error instanceof CommandFailed) return error.output;
  throw error;
}

async function readReport(file: string, output: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } catch (error) {
    throw new Error(`Jest left no report:\n${output}`, { cause: error });
  }
}

function count(report: Report, output: string): Counts {
  const passed = report.numPassedTests;
  const broken = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const failed = passed + broken === 0 ? 1 : broken;
  return { passed, failed, skipped: report.numPendingTests + report.numTodoTests, details: failed > 0 ? [output] : [] };
}
