/**
 * Rejects names that no variable has, in tfvars files, module blocks and defaults: Terraform silently drops unknown attributes
 * of an object, so a typo would look like a setting without effect.
 *
 *   node scripts/check-tfvars.ts [--module folder] [file or folder]     the project by default
 *
 * `--module` names the folder whose variables the tfvars files set, where that is not above them. Exit code 1 if a name is
 * unknown, 2 if there is no such file or folder, or nothing in it to check.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { check } from './terraform/check.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { module: { type: 'string' } } });
const target = path.resolve(positionals[0] ?? path.join(import.meta.dirname, '..'));
const module = values.module === undefined ? undefined : path.resolve(values.module);
for (const needed of [target, ...(module === undefined ? [] : [module])]) {
  if ((await stat(needed).catch(() => null)) !== null) continue;
  console.error(
    `There is no ${needed}: name a tfvars or Terraform file, a folder with some, or nothing for the project itself.`,
  );
  process.exit(2);
}

const { problems, checked, skipped } = await check(target, module);
for (const line of checked) console.log(`checked      ${line}`);
for (const line of skipped)
  console.log(`not checked  ${line}: the module is not on this machine; run terraform init first`);
for (const { file, path: where, suggestion, known } of problems) {
  const hint = suggestion === null ? '' : ` Did you mean ${suggestion}?`;
  console.error(`${file}: there is no ${where}.${hint} Known here: ${known.join(', ')}.`);
}
if (checked.length === 0) {
  console.error(
    `Nothing in ${target} could be checked: it contains no tfvars file, and no call of a module that is on this machine.`,
  );
  process.exitCode = 2;
} else {
  console.log(`${problems.length} unknown names in ${checked.length} tfvars files and module calls.`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
