/** Writes the tables of costs in README.md and docs/cost.md, and the prices that alarms use, from the model in ops/cost. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { PROJECT } from '../local/paths.ts';
import { unitPrices } from '../ops/cost/units.ts';
import { COST_PAGES, withCosts } from './cost/pages.ts';
import { generate } from './generate.ts';

await generate('cost-docs', 'the cost model', async () => [
  ...(await Promise.all(
    COST_PAGES.map(async (page) => {
      const file = path.join(PROJECT, page);
      return { file, text: withCosts(await readFile(file, 'utf8')) };
    }),
  )),
  { file: path.join(PROJECT, 'modules', 'observability', 'prices.json'), text: unitPrices() },
]);
