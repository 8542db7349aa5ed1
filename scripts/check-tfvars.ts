/**
 * Rejects names that no variable has, in every tfvars file, module block and default of a folder: Terraform silently drops
 * unknown attributes of an object, so a typo would look like a setting without effect.
 *
 *   node scripts/check-tfvars.ts [folder]     the project by default; exit code 1 if a name is unknown, 2 if the folder does not exist
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';

import { checkFolder } from './terraform/check.ts';

const folder = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '..'));
if (!(await stat(folder).catch(() => null))?.isDirectory()) {
  console.error(`There is no folder ${folder}: name one with Terraform files, or none for the project itself.`);
  process.exit(2);
}
const problems = await checkFolder(folder);
for (const { file, path: where, suggestion, known } of problems) {
  const hint = suggestion === null ? '' : ` Did you mean ${suggestion}?`;
  console.error(`${file}: there is no ${where}.${hint} Known here: ${known.join(', ')}.`);
}
process.exitCode = problems.length > 0 ? 1 : 0;
