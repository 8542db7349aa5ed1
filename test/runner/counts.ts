/** How many tests of a step passed, failed and were skipped; `details` describes the failures. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  details: string[];
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0, details: [] };

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failed: a.failed + b.failed,
      skipped: a.skipped + b.skipped,
      details: [...a.details, ...b.details],
    }),
    NONE,
  );
}

/** The last line of the output. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Counts a function that either succeeds or throws as one test. */
export async function check(work: () => Promise<unknown>): Promise<Counts> {
  try {
    await work();
    return { ...NONE, passed: 1 };
  } catch (error) {
    return { ...NONE, failed: 1, details: [error instanceof Error ? error.message : String(error)] };
  }
}
