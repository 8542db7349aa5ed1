import { Listr, type ListrTask } from 'listr2';

import { checkNamed, UNUSABLE } from '../options.ts';
import type { Result } from './check.ts';
import { CHECKS } from './checks/index.ts';
import { type Examination, examine, type Progress } from './examine.ts';
import { exitCode, reportJson, reportText } from './report.ts';

export type Options = Examination & { json?: true };

/** Examines the stack, prints the report, and returns the exit code. */
export async function doctor(options: Options): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => {
    if (interruption.signal.aborted) process.exit(130);
    console.error('\nDeleting the uploaded images. Press Ctrl-C again to exit immediately and leave them.');
    interruption.abort(new Error('The run was interrupted.'));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, interrupt);
  try {
    checkNamed(options);
    const quiet = options.json === true || !process.stdout.isTTY;
    const report = await examine(options, interruption.signal, quiet ? undefined : showProgress);
    console.log(options.json ? reportJson(report) : reportText(report));
    return exitCode(report);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return UNUSABLE;
  } finally {
    for (const name of signals) process.off(name, interrupt);
  }
}

const showProgress: Progress = (_stack, results) =>
  new Listr(
    CHECKS.flatMap(({ id, title }) => {
      const result = results.get(id);
      return result === undefined ? [] : [taskOf(title, result)];
    }),
    { concurrent: true, exitOnError: false, registerSignalListeners: false },
  ).run();

const taskOf = (title: string, result: Promise<Result>): ListrTask => ({
  title,
  task: async (_, task) => {
    const found = await result;
    if (found.verdict === 'failed') throw new Error(title);
    if (found.verdict === 'not checked') task.skip(`${title}: not checked`);
  },
});
