/** `make mutation`: applies small changes to the code, one at a time, each of which a test must detect. */
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { endOnInterrupt } from '../../local/children.ts';
import { PROJECT } from '../../local/paths.ts';
import { EQUIVALENT } from './equivalent/index.ts';
import { createJudge, type Judge } from './judge.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { openRecord } from './record.ts';
import { filesOf, TARGETS } from './targets.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

interface Job extends Mutant {
  readonly file: string;
  /** The original content of the whole file. */
  readonly code: string;
  readonly target: string;
  readonly judge: Judge;
}

endOnInterrupt(() => Promise.resolve());
const start = performance.now();
const only = process.argv.slice(2);
const files = Object.entries(TARGETS).flatMap(([name, target]) => filesOf(target).map((file) => ({ name, file })));
const chosen = files.filter(({ name, file }) => only.length === 0 || only.includes(name) || only.includes(file));
const unknown = only.filter((each) => !files.some(({ name, file }) => each === name || each === file));
if (unknown.length > 0) {
  const known = Object.keys(TARGETS).join(', ');
  console.error(`ONLY must be one of ${known}, or files of theirs, but it is ${unknown.join(' ')}.`);
  process.exit(2);
}

const workers = Math.max(1, Math.min(os.availableParallelism(), Number(process.env['WORKERS'] ?? 2)));
const spaces = await Promise.all(Array.from({ length: workers }, (_, index) => createWorkspace(String(index))));

const jobs: Job[] = [];
for (const [name, target] of Object.entries(TARGETS)) {
  const mutated = chosen.filter((each) => each.name === name);
  if (mutated.length === 0) continue;
  const judge = createJudge(target);
  for (const { file } of mutated) {
    const code = await readFile(path.join(PROJECT, file), 'utf8');
    jobs.push(...mutantsOf(file, code).map((mutant) => ({ ...mutant, file, code, target: name, judge })));
  }
}

const record = await openRecord();
const idOf = ({ file, start: at, end, text }: Job): string => JSON.stringify([file, at, end, text]);
const todo = jobs.filter((job) => record.get(idOf(job)) === undefined);
console.log(`${jobs.length} mutants, of which ${jobs.length - todo.length} are on record.`);
let done = 0;
// Stage by stage: what the quick tests do not notice is told early, and a test for it may make the slow ones needless.
for (let stage = 0, left = todo; left.length > 0; stage += 1) {
  const unnoticed: Job[] = [];
  console.log(`Stage ${stage + 1}: ${left.length} mutants`);
  await Promise.all(
    spaces.map(async (space) => {
      for (let job = left.shift(); job !== undefined; job = left.shift()) {
        const noticed = await judgeIn(space, stage, job);
        const isLast = stage + 1 === job.judge.stages;
        if (noticed !== null) record.set(idOf(job), { kind: noticed.kind, test: noticed.test });
        else if (isLast) record.set(idOf(job), { kind: 'survived' });
        else unnoticed.push(job);
        done += 1;
        if (noticed === null) console.log(`${isLast ? 'survived' : 'not noticed yet'}: ${lineOf(job)}`);
        if (noticed?.kind === 'endless') console.log(`endless: ${lineOf(job)}: ${noticed.test}: ${noticed.why}`);
        if (done % 50 === 0) console.log(`${done} done, ${left.length} to go in this stage`);
      }
    }),
  );
  left = unnoticed;
}
await Promise.all(spaces.map((space) => space.close()));
report();

async function judgeIn(space: Workspace, stage: number, { file, code, start: from, end, text, judge }: Job) {
  await judge.prepare(space, stage);
  await space.write(file, code.slice(0, from) + text + code.slice(end));
  try {
    return await judge.judge(space, stage, { file, start: from, end });
  } finally {
    await space.write(file, code);
  }
}

function report(): void {
  const survivors = jobs.filter((job) => record.get(idOf(job))?.kind === 'survived');
  const isEquivalent = (job: Job): boolean => EQUIVALENT.some((each) => isOf(each, job));
  const problems = [
    ...survivors.filter((job) => !isEquivalent(job)).map((job) => `No test notices ${lineOf(job)}`),
    ...EQUIVALENT.filter(({ file }) => jobs.some((job) => job.file === file)).flatMap((each) => {
      const what = `${each.file}: ${each.source} (${each.change})`;
      if (!jobs.some((job) => isOf(each, job))) return [`There is no such mutant any more: ${what}`];
      return survivors.some((job) => isOf(each, job)) ? [] : [`A test notices what is listed as equivalent: ${what}`];
    }),
  ];
  for (const problem of problems) console.error(problem);
  const tell = (what: string, own: readonly Job[]): void => {
    const count = (fate: string): number => own.filter((job) => record.get(idOf(job))?.kind === fate).length;
    const equivalent = survivors.filter((job) => own.includes(job) && isEquivalent(job)).length;
    console.log(
      `${what}: ${own.length} mutants, ${count('killed')} killed, ${count('endless')} endless, ${equivalent} equivalent, ` +
        `${count('survived') - equivalent} survived`,
    );
  };
  for (const target of new Set(jobs.map((job) => job.target))) {
    const own = jobs.filter((job) => job.target === target);
    for (const file of new Set(own.map((job) => job.file))) {
      tell(
        file,
        own.filter((job) => job.file === file),
      );
    }
    tell(target, own);
  }
  console.log(`${problems.length} problems; ${Math.round((performance.now() - start) / 60_000)} minutes`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

function isOf(each: (typeof EQUIVALENT)[number], job: Job): boolean {
  return each.file === job.file && each.source === job.source && each.change === job.change;
}

function lineOf({ file, line, source, change }: Job): string {
  return `${file}:${line}: ${source} (${change})`;
}
