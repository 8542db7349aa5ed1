/** Writes the generated part of docs/security.md: the permissions of each role and resource policy. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { PROJECT } from '../local/paths.ts';
import { generate } from './generate.ts';
import { withPolicies } from './security/page.ts';
import { modulePolicies } from './security/stack.ts';

const file = path.join(PROJECT, 'docs', 'security.md');

await generate('docs:security', 'the policies', async () => [
  { file, text: withPolicies(await readFile(file, 'utf8'), await modulePolicies()) },
]);
