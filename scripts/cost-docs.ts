/** Writes the tables of costs in README.md and docs/cost.md, from the model in ops/cost. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { PROJECT } from '../local/paths.ts';
import { COST_PAGES, withCosts } from './cost/pages.ts';
import { generate } from './generate.ts';

await generate('cost-docs', 'the cost model', () =>
  Promise.all(
    COST_PAGES.map(async (page) => {
      const file = path.join(PROJECT, page);
      return { file, text: withCosts(await readFile(file, 'utf8')) };
    }),
  ),
);
