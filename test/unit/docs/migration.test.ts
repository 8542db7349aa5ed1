import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';

import { PROJECT } from '../../../local/paths.ts';
import { undocumented } from '../../support/edge/language.ts';

const require = createRequire(import.meta.url);

type Redirect = { headers?: { location: { value: string } } };

const sections = readFileSync(path.join(PROJECT, 'docs', 'migration.md'), 'utf8')
  .split(/^## /m)
  .slice(1);
const codeIn = (section: string): string => /```js\n([^]*?)```/.exec(section)?.[1] ?? '';
const [shared = '', ...parsers] = sections.filter((section) => codeIn(section) !== '');

/** Rows `| \`old\` | \`new\` |` of a section's table; nothing for what is not redirected. */
const examplesIn = (section: string): [string, string | undefined][] =>
  [...section.matchAll(/^\| `(\/[^`]*)`\s*\|(?: `([^`]*)`)?\s*\|$/gm)].map(([, from = '', to]) => [from, to]);

describe.each(parsers.map((section) => [section.slice(0, section.indexOf('\n')), section] as const))(
  'the redirects %s',
  (_title, section) => {
    const script = codeIn(shared) + codeIn(section);
    const handler = runInNewContext(`${script};handler`, { require }) as (event: object) => Redirect;

    test.each(examplesIn(section))('lead from %s to %s', (from, to) => {
      const request = { uri: from };
      const answer = handler({ request });
      if (to === undefined) expect(answer).toBe(request);
      else expect(answer).toMatchObject({ statusCode: 301, headers: { location: { value: to } } });
    });

    test('have examples, one of which is left alone', () => {
      const targets = examplesIn(section).map(([, to]) => to);
      expect(targets.length).toBeGreaterThan(2);
      expect(targets).toContain(undefined);
    });

    test('use nothing that cloudfront-js-2.0 does not document', () => {
      // `from` is Buffer's, of the documented module `buffer` (functions-javascript-runtime-20.html).
      expect(undocumented(script).filter((what) => what !== 'method: from')).toEqual([]);
    });
  },
);

test('there are redirects from four other ways', () => {
  expect(parsers).toHaveLength(4);
});
