import { createHash } from 'node:crypto';
import { globSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { LOCAL, PROJECT } from '../../local/paths.ts';

const FILE = path.join(LOCAL, 'mutation', 'record.json');
/** The outcome of every mutant may depend on any of these. */
const SOURCES = ['{edge,handler/src,test/support,test/unit}/**/*.ts', 'test/mutation/*.ts', 'package-lock.json'];
const TESTS = 'test/unit/**/*.test.ts';

/** `endless`: the tests took too long with it, or ended their process. */
export type Fate =
  | {
      readonly kind: 'killed' | 'endless';
      /** The test file that noticed it. */
      readonly test: string;
    }
  | { readonly kind: 'survived' };

/** The outcome of each mutant so far, stored so that an interrupted run can continue. */
export interface Record {
  readonly get: (mutant: string) => Fate | undefined;
  readonly set: (mutant: string, fate: Fate) => void;
}

interface State {
  /** Digest of everything but the test files. */
  readonly sources: string;
  /** Digest of each test file. */
  readonly tests: Readonly<{ [file: string]: string }>;
}

/**
 * The record for the current state of the sources. Of a state in which only test files were different, what an unchanged one
 * noticed still holds, so that a test for a survivor costs only the survivors again; all else is discarded.
 */
export async function openRecord(): Promise<Record> {
  const state = await currentState();
  const read = await readFile(FILE, 'utf8').then(
    (text) => JSON.parse(text) as { state: State; fates: [string, Fate][] },
    () => null,
  );
  const fates = new Map(read === null ? [] : read.fates.filter(([, fate]) => stillHolds(fate, read.state, state)));
  return {
    get: (mutant) => fates.get(mutant),
    set: (mutant, fate) => {
      fates.set(mutant, fate);
      // Synchronous and atomic: other workers write too, and a run may be stopped at any time.
      mkdirSync(path.dirname(FILE), { recursive: true });
      writeFileSync(`${FILE}.new`, JSON.stringify({ state, fates: [...fates] }));
      renameSync(`${FILE}.new`, FILE);
    },
  };
}

function stillHolds(fate: Fate, then: State, now: State): boolean {
  if (then.sources !== now.sources) return false;
  if (fate.kind !== 'survived') return then.tests[fate.test] === now.tests[fate.test];
  return JSON.stringify(then.tests) === JSON.stringify(now.tests);
}

async function currentState(): Promise<State> {
  const tests = globSync(TESTS, { cwd: PROJECT }).sort();
  const sources = globSync(SOURCES, { cwd: PROJECT }).filter((file) => !tests.includes(file));
  const hash = createHash('sha256');
  for (const file of sources.sort()) hash.update(file).update(await readFile(path.join(PROJECT, file)));
  const digestOf = async (file: string): Promise<string> =>
    createHash('sha256')
      .update(await readFile(path.join(PROJECT, file)))
      .digest('hex');
  const digests = await Promise.all(tests.map(async (file) => [file, await digestOf(file)] as const));
  return { sources: hash.digest('hex'), tests: Object.fromEntries(digests) };
}
