import { createHash } from 'node:crypto';
import { globSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { LOCAL, PROJECT } from '../../local/paths.ts';

const FILE = path.join(LOCAL, 'mutation', 'record.json');
/** The outcome of a mutant may depend on any of these. */
const SOURCES = ['{edge,handler/src,test/support,test/unit}/**/*.ts', 'test/mutation/*.ts', 'package-lock.json'];

/** `endless`: the tests took too long with it, or ended their process. */
export type Fate = 'killed' | 'endless' | 'survived';

/** The outcome of each mutant so far, stored so that an interrupted run can continue. */
export interface Record {
  readonly get: (mutant: string) => Fate | undefined;
  readonly set: (mutant: string, fate: Fate) => void;
}

/** The record for the current state of the sources; records of other states are discarded. */
export async function openRecord(): Promise<Record> {
  const state = await digest();
  const read = await readFile(FILE, 'utf8').then(
    (text) => JSON.parse(text) as { state: string; fates: [string, Fate][] },
    () => null,
  );
  const fates = new Map(read?.state === state ? read.fates : []);
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

async function digest(): Promise<string> {
  const files = globSync(SOURCES, { cwd: PROJECT }).filter((file) => !file.endsWith('equivalent.ts'));
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(await readFile(path.join(PROJECT, file)));
  return hash.digest('hex');
}
