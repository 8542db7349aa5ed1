/** `make mutation`: applies small changes to the code, one at a time, each of which a test must detect. */
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { endOnInterrupt } from '../../local/children.ts';
import { PROJECT } from '../../local/paths.ts';
import { EQUIVALENT } from './equivalent.ts';
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
await Promise.all(
  spaces.map(async (space) => {
    for (let job = todo.shift(); job !== undefined; job = todo.shift()) {
      const noticed = await judgeIn(space, job);
      record.set(idOf(job), noticed === null ? 'survived' : noticed.kind);
      done += 1;
      if (noticed === null) console.log(`survived: ${lineOf(job)}`);
      if (noticed?.kind === 'endless') console.log(`endless: ${lineOf(job)}: ${noticed.test}: ${noticed.why}`);
      if (done % 50 === 0) console.log(`${done} done, ${todo.length} to go`);
    }
    await space.close();
  }),
);
report();

async function judgeIn(space: Workspace, { file, code, start: from, end, text, judge }: Job) {
  for (let stage = 0; stage < judge.stages; stage += 1) {
    await judge.prepare(space, stage);
    await space.write(file, code.slice(0, from) + text + code.slice(end));
    try {
      const noticed = await judge.judge(space, stage, file);
      if (noticed !== null) return noticed;
    } finally {
      await space.write(file, code);
    }
  }
  return null;
}

function report(): void {
  const survivors = jobs.filter((job) => record.get(idOf(job)) === 'survived');
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
  for (const target of new Set(jobs.map((job) => job.target))) {
    const own = jobs.filter((job) => job.target === target);
    const count = (fate: string): number => own.filter((job) => record.get(idOf(job)) === fate).length;
    const equivalent = survivors.filter((job) => job.target === target && isEquivalent(job)).length;
    console.log(
      `${target}: ${own.length} mutants, ${count('killed')} killed, ${count('endless')} endless, ${equivalent} equivalent, ` +
        `${count('survived') - equivalent} survived`,
    );
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
