import { globSync } from 'node:fs';
import path from 'node:path';

import { PROJECT } from '../../local/paths.ts';

/** Files that are mutated together, and the tests that must detect the mutants. */
export interface Target {
  /** Glob patterns of files, relative to the project's root. */
  readonly files: readonly string[];
  /** Patterns of test files that run first, fast enough for each mutant. */
  readonly quick: readonly string[];
  /** Further tests that a mutant must pass before it counts as a survivor. */
  readonly thorough: readonly string[];
}

export const TARGETS: Readonly<Record<string, Target>> = {
  edge: {
    files: [
      'edge/accept.ts',
      'edge/event.ts',
      'edge/handler.ts',
      'edge/path.ts',
      'edge/refusal.ts',
      'edge/route.ts',
      'edge/signature.ts',
      'handler/src/formats.ts',
      'handler/src/urls.ts',
    ],
    quick: ['test/unit/edge/(accept|answers|weights|refusals|signed)'],
    thorough: ['test/unit/(edge|spelling)/'],
  },
  keys: {
    files: ['handler/src/keys.ts', 'handler/src/spelling.ts'],
    quick: ['test/unit/(keys|spelling)/'],
    thorough: ['test/unit/(edge|purge|sweep)/', 'test/unit/reconcile/(rejected|reconcile)'],
  },
  store: {
    files: ['handler/src/store/*.ts'],
    quick: ['test/unit/store/'],
    thorough: ['test/unit/(render|sweep)/', 'test/unit/reconcile/(reconcile|rejected|suspects|tampered|faults)'],
  },
  reconcile: {
    files: ['handler/src/reconcile.ts', 'handler/src/reconcile/*.ts'],
    quick: ['test/unit/reconcile/(reconcile|rejected|suspects|tampered)'],
    thorough: ['test/unit/(reconcile|render|process)/'],
  },
};

/** The existing files of a target, relative to the project's root. */
export function filesOf({ files }: Target): string[] {
  const found = globSync([...files], { cwd: PROJECT });
  return found.map((file) => file.split(path.sep).join('/')).sort();
}
