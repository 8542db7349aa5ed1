import { closingLine, type Counts, NONE } from './counts.ts';

/** A part of a run, with its own line in the report. */
export interface Step {
  readonly name: string;
  readonly work: () => Promise<Counts>;
}

/** Runs a step and logs its outcome; a step that throws counts as a failed test. */
export async function runStep({ name, work }: Step): Promise<Counts> {
  const start = performance.now();
  const counts = await work().catch((error: unknown): Counts => {
    return { ...NONE, failed: 1, details: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`${counts.failed > 0 ? '✖' : '✔'} ${name}: ${closingLine(counts)} (${seconds} s)`);
  for (const detail of counts.details) console.log(detail);
  return counts;
}
