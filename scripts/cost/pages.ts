import { readmeTable, regionTable, serverText } from '../../ops/cost/tables.ts';

/** Pages that have parts written from the model, between `<!-- cost: name -->` and `<!-- end -->`. */
export const COST_PAGES = ['README.md', 'docs/cost.md'] as const;

const PARTS: Readonly<Record<string, () => string>> = {
  'thousand photos': readmeTable,
  regions: () =>
    regionTable(['us-east-1', 'eu-central-1', 'eu-west-1', 'ap-northeast-1', 'ap-southeast-2', 'sa-east-1']),
  server: serverText,
};

/** @throws Error if a page asks for a part that does not exist */
export const withCosts = (page: string): string =>
  page.replace(/<!-- cost: (.+?) -->[^]*?<!-- end -->/g, (_, name: string) => {
    const part = PARTS[name];
    if (part === undefined)
      throw new Error(`There is no part "${name}": allowed are ${Object.keys(PARTS).join(', ')}.`);
    return `<!-- cost: ${name} -->\n\n${part()}\n\n<!-- end -->`;
  });
