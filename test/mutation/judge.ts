import { filesOf, type Target, testsOf } from './targets.ts';
import type { Span } from './tests.ts';
import type { Failure, Tested, Workspace } from './workspace.ts';

/** A test file with a mutant may take this many times the CPU time that it takes without, and some seconds more. */
const SLOWER = 4;
const GRACE_SECONDS = 3;
/** Without a mutant. */
const MAX_SECONDS = 600;

/** A test that fails, and why. */
type Noticed = Failure & { readonly test: string };

/** Finds out whether the tests of a target notice a mutant. */
export interface Judge {
  readonly stages: number;
  /** Runs the tests of a stage without a mutant, and measures them, once. @throws if one fails */
  readonly prepare: (space: Workspace, stage: number) => Promise<void>;
  /**
   * Runs only tests that execute what was changed.
   * @param place of the mutant, which `space` has on disk
   * @returns the first test of the stage that notices it; null if none does
   */
  readonly judge: (space: Workspace, stage: number, place: Span & { readonly file: string }) => Promise<Noticed | null>;
}

export function createJudge(target: Target): Judge {
  const stages = testsOf(target);
  const files = filesOf(target);
  const seconds = new Map<string, number>();
  const unused = new Map<string, Tested['unused']>();
  /** For each mutated file, the tests that noticed one of its mutants, the last one first. */
  const noticed = new Map<string, string[]>();

  const rank = (file: string, test: string): number => {
    const index = noticed.get(file)?.indexOf(test) ?? -1;
    return index < 0 ? 1000 + (seconds.get(test) ?? 0) : index;
  };
  const measure = async (space: Workspace, tests: readonly string[]): Promise<void> => {
    for (const test of tests) {
      const { failure, seconds: taken, ...rest } = await space.test(test, MAX_SECONDS, files);
      seconds.set(test, taken);
      unused.set(test, rest.unused);
      if (failure !== null) throw new Error(`${test} fails without a mutant: ${failure.why}`);
    }
  };
  const measured = new Map<number, Promise<void>>();
  return {
    stages: stages.length,
    prepare: async (space, stage) => {
      const measuring = measured.get(stage) ?? measure(space, stages[stage] ?? []);
      measured.set(stage, measuring);
      await measuring;
    },
    judge: async (space, stage, { file, start, end }) => {
      const executes = (test: string): boolean =>
        unused.get(test)?.[file]?.some((span) => span.start <= start && end <= span.end) !== true;
      const tests = (stages[stage] ?? []).filter(executes).sort((a, b) => rank(file, a) - rank(file, b));
      for (const test of tests) {
        const { failure } = await space.test(test, (seconds.get(test) ?? 0) * SLOWER + GRACE_SECONDS);
        if (failure === null) continue;
        noticed.set(file, [test, ...(noticed.get(file) ?? []).filter((other) => other !== test)]);
        return { ...failure, test };
      }
      return null;
    },
  };
}
