import path from 'node:path';
import { execa } from 'execa';

import { exceptionOf } from './judge.ts';
import type { Outcome } from './made.ts';

/** What Pillow says of one picture. */
export type Comparison = { readonly name: string } & (
  { readonly error: string } | { readonly colour: number; readonly alpha: number; readonly variants: number }
);

/** Compares all accepted pictures, in two processes. */
export async function comparisons(python: string, outcomes: readonly Outcome[]): Promise<Map<string, Comparison>> {
  const byName = new Map(outcomes.map((each) => [each.name, each]));
  const jobs = outcomes
    .filter((each) => 'raster' in each)
    .map((each) => {
      const like = exceptionOf(each.name)?.like;
      return JSON.stringify({ ...each, like: like === undefined ? undefined : byName.get(like)?.file });
    });
  const halves = [0, 1].map((half) => jobs.filter((_, index) => index % 2 === half).join('\n'));
  const script = path.join(import.meta.dirname, 'compare.py');
  const answers = await Promise.all(
    halves.map((input) => execa(python, [script], { input, stderr: 'ignore', maxBuffer: 2 ** 30 })),
  );
  const lines = answers.flatMap(({ stdout }) => stdout.split('\n')).filter((line) => line !== '');
  return new Map(lines.map((line) => JSON.parse(line) as Comparison).map((each) => [each.name, each]));
}
