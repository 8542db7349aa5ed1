/**
 * Writes the generated part of docs/security.md: what each role and each resource policy allows, from the Terraform code.
 *
 *   node scripts/security-docs.ts [--check]     with --check: writes nothing, exit code 1 when the page is out of date
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { withPolicies } from './security/page.ts';
import { modulePolicies } from './security/stack.ts';

const file = path.join(import.meta.dirname, '..', 'docs', 'security.md');
const page = await readFile(file, 'utf8');
const wanted = await format(withPolicies(page, await modulePolicies()), {
  ...(await resolveConfig(file)),
  filepath: file,
});
if (!process.argv.includes('--check')) {
  await writeFile(file, wanted);
} else if (page !== wanted) {
  console.error('docs/security.md does not say what the policies allow: run `make docs` and commit the page.');
  process.exitCode = 1;
}
