import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';

import { UNUSABLE } from '../options.ts';

interface Options {
  module?: string;
  json?: true;
}

async function checkTfvars(given: string | undefined, options: Options): Promise<number> {
  const target = path.resolve(given ?? path.join(import.meta.dirname, '..', '..'));
  const module = options.module === undefined ? undefined : path.resolve(options.module);
  for (const needed of [target, ...(module === undefined ? [] : [module])]) {
    if ((await stat(needed).catch(() => null)) !== null) continue;
    console.error(
      `There is no ${needed}: name a tfvars or Terraform file, a folder with some, or nothing for the project itself.`,
    );
    return UNUSABLE;
  }
  const { check } = await import('../../scripts/terraform/check.ts');
  const { problems, checked, skipped } = await check(target, module);
  if (options.json) {
    console.log(JSON.stringify({ problems, checked, skipped }, null, 2));
  } else {
    for (const line of checked) console.log(`checked      ${line}`);
    for (const line of skipped)
      console.log(`not checked  ${line}: the module is not on this machine; run terraform init first`);
    for (const { file, path: where, suggestion, known } of problems) {
      const hint = suggestion === null ? '' : ` Did you mean ${suggestion}?`;
      console.error(`${file}: there is no ${where}.${hint} Known here: ${known.join(', ')}.`);
    }
  }
  if (checked.length === 0) {
    console.error(
      `Nothing in ${target} could be checked: it contains no tfvars file, and no call of a module that is on this machine.`,
    );
    return UNUSABLE;
  }
  if (!options.json)
    console.log(`${problems.length} unknown names in ${checked.length} tfvars files and module calls.`);
  return problems.length > 0 ? 1 : 0;
}

export const checkTfvarsCommand = (): Command =>
  new Command('check-tfvars')
    .description(
      'Rejects names that no variable has, in tfvars files, module blocks and defaults: Terraform silently drops unknown ' +
        'attributes of an object, so a typo would look like a setting without effect. Exit code: 1 a name is unknown, 2 ' +
        'there is no such file or folder, or nothing in it to check.',
    )
    .argument('[file or folder]', 'the project by default')
    .option('--module <folder>', 'whose variables the tfvars files set, where that is not above them')
    .option('--json', 'print one JSON document instead of text')
    .action(async (target: string | undefined, options: Options) => {
      process.exitCode = await checkTfvars(target, options);
    });
