/** `make mutation`: applies small changes to the code, one at a time, each of which a test must detect. */
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { endOnInterrupt } from '../../local/children.ts';
import { PROJECT } from '../../local/paths.ts';
import { EQUIVALENT } from './equivalent.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { openRecord } from './record.ts';
import { filesOf, type Target, TARGETS } from './targets.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

interface Job extends Mutant {
  readonly file: string;
  /** The original content of the whole file. */
  readonly code: string;
  readonly target: Target;
}

/** Maximum duration of a stage, in seconds: a mutant that takes longer never ends. */
const MAX_STAGE_SECONDS = 600;

endOnInterrupt(() => Promise.resolve());
const start = performance.now();
const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in TARGETS));
if (unknown.length > 0) {
  console.error(`ONLY must be one of ${Object.keys(TARGETS).join(', ')}, but it is ${unknown.join(' ')}.`);
  process.exit(2);
}

const targets = Object.entries(TARGETS).filter(([name]) => names.length === 0 || names.includes(name));
const jobs: Job[] = [];
for (const [, target] of targets) {
  for (const file of filesOf(target)) {
    const code = await readFile(path.join(PROJECT, file), 'utf8');
    jobs.push(...mutantsOf(file, code).map((mutant) => ({ ...mutant, file, code, target })));
  }
}

const record = await openRecord();
const idOf = ({ file, start: at, end, text }: Job): string => JSON.stringify([file, at, end, text]);
const workers = Math.max(1, Math.min(os.availableParallelism(), Number(process.env['WORKERS'] ?? 2)));
const spaces = await Promise.all(Array.from({ length: workers }, (_, index) => createWorkspace(String(index))));

const [first] = spaces;
for (const [name, { stages }] of targets) {
  if (await first?.notices(stages.flat(), MAX_STAGE_SECONDS)) {
    console.error(`The tests of ${name} fail without a mutant.`);
    process.exit(1);
  }
}
const todo = jobs.filter((job) => record.get(idOf(job)) === undefined);
console.log(`${jobs.length} mutants, of which ${jobs.length - todo.length} are on record.`);
let done = 0;
await Promise.all(
  spaces.map(async (space) => {
    for (let job = todo.shift(); job !== undefined; job = todo.shift()) {
      const noticed = await isNoticed(space, job);
      record.set(idOf(job), noticed ? 'killed' : 'survived');
      done += 1;
      if (!noticed) console.log(`survived: ${lineOf(job)}`);
      if (done % 50 === 0) console.log(`${done} done, ${todo.length} to go`);
    }
  }),
);
report();

async function isNoticed(space: Workspace, job: Job): Promise<boolean> {
  const { file, code, start: from, end, text } = job;
  await space.write(file, code.slice(0, from) + text + code.slice(end));
  try {
    for (const patterns of job.target.stages) if (await space.notices(patterns, MAX_STAGE_SECONDS)) return true;
    return false;
  } finally {
    await space.write(file, code);
  }
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
  const equivalent = survivors.filter(isEquivalent).length;
  const minutes = Math.round((performance.now() - start) / 60_000);
  const killed = jobs.length - survivors.length;
  console.log(
    `${jobs.length} mutants: ${killed} killed, ${equivalent} equivalent, ${problems.length} problems; ${minutes} minutes`,
  );
  process.exitCode = problems.length > 0 ? 1 : 0;
}

function isOf(each: (typeof EQUIVALENT)[number], job: Job): boolean {
  return each.file === job.file && each.source === job.source && each.change === job.change;
}

function lineOf({ file, line, source, change }: Job): string {
  return `${file}:${line}: ${source} (${change})`;
}
