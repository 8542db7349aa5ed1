import { globSync } from 'node:fs';
import path from 'node:path';

import { PROJECT } from '../../local/paths.ts';

/** Files that are mutated together, and the tests that must detect the mutants. */
export interface Target {
  /** Glob patterns of files, relative to the project's root. */
  readonly files: readonly string[];
  /**
   * Patterns of test files below the project's root, in stages: the first is quick enough for every mutant, the next are
   * run only for what the ones before did not notice. What survives the last has survived.
   */
  readonly stages: readonly (readonly string[])[];
}

/** Tests of reconcile that are too slow for every mutant, by the stage that runs them: the second, third and fourth. */
const SECOND = 'faults|promises|reported|manifest-keys|requests|waits';
const THIRD = 'bounds|sabotage';
const FOURTH = 'interleavings|stragglers';

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
      'edge/transform.ts',
      'handler/src/formats.ts',
      'handler/src/transform-name.ts',
      'handler/src/urls.ts',
    ],
    stages: [
      ['test/unit/edge/(accept|answers|expiry|weights|refusals|signed)', 'test/unit/(urls|transforms)/'],
      ['test/unit/(edge|spelling)/'],
    ],
  },
  keys: {
    files: ['handler/src/keys.ts', 'handler/src/spelling.ts'],
    stages: [
      ['test/unit/(keys|spelling)/'],
      [
        'test/unit/edge/(compute|keys|refusals)',
        'test/unit/purge/(changes|invalidation|message)',
        'test/unit/sweep/(folders|judge|pairs|range|walk)',
        'test/unit/reconcile/rejected',
      ],
    ],
  },
  store: {
    files: ['handler/src/store/*.ts'],
    stages: [
      ['test/unit/store/'],
      [
        'test/unit/reconcile/(reconcile|rejected|suspects|tampered|faults|archived|kept|reuse|overlays|focal-point)',
        'test/unit/sweep/(handle|judge|lease|queues|walk)',
      ],
      ['test/unit/render/(handle|make|serve|dead-holder|single-flight)', 'test/unit/sweep/'],
    ],
  },
  reconcile: {
    files: [
      'handler/src/reconcile.ts',
      'handler/src/reconcile/*.ts',
      'handler/src/recipe.ts',
      'handler/src/variant-recipe.ts',
      'handler/src/image/lineage.ts',
    ],
    stages: [
      [
        `test/unit/reconcile/(?!${[SECOND, THIRD, FOURTH].join('|')})`,
        'test/unit/config/(recipe|variant-recipe)',
        'test/unit/image/lineage',
      ],
      [
        `test/unit/reconcile/(${SECOND})`,
        'test/unit/image/reuse',
        'test/unit/sweep/(handle|judge)',
        'test/unit/process/(handle|notify)',
        'test/unit/render/(handle|make|serve|dead-holder)',
      ],
      [`test/unit/reconcile/(${THIRD})`, 'test/unit/process/', 'test/unit/render/(single-flight|fallback|equal-bytes)'],
      [`test/unit/(reconcile|render)/(${FOURTH})`],
    ],
  },
};

/** The existing files of a target, relative to the project's root. */
export function filesOf({ files }: Target): string[] {
  const found = globSync([...files], { cwd: PROJECT });
  return found.map((file) => file.split(path.sep).join('/')).sort();
}

/** The test files of each stage, relative to the project's root; none is in two. */
export function testsOf({ stages }: Target): string[][] {
  const all = globSync('test/unit/**/*.test.ts', { cwd: PROJECT }).map((file) => file.split(path.sep).join('/'));
  const taken = new Set<string>();
  return stages.map((patterns) => {
    const expressions = patterns.map((pattern) => new RegExp(`^${pattern}`));
    const found = all.sort().filter((file) => !taken.has(file) && expressions.some((each) => each.test(file)));
    for (const file of found) taken.add(file);
    return found;
  });
}
