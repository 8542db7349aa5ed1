import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cleanEnv } from '../../local/clean-env.ts';
import { PROJECT } from '../../local/paths.ts';
import { run } from '../../local/run.ts';
import { terraformBinary } from '../../local/terraform.ts';
import { temporaryFolder } from './temporary.ts';

/** Terraform's results for one value of `variable "presets"`. */
export interface WrittenPresets {
  /** The variable's value, a preset for each density: every option, including those at their defaults. */
  readonly full: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The options that are written. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The configuration passed to the functions. */
  readonly packed: string;
}

export interface Written {
  readonly presets: readonly WrittenPresets[];
  /** The size that `modules/environment-size` computes. */
  readonly bytes: readonly number[];
  readonly defaults: {
    readonly presets: Readonly<Record<string, unknown>>;
    readonly limits: Readonly<Record<string, number>>;
  };
}

/** Evaluates values with the module's own files, without a provider, all in one run of Terraform. */
export async function writtenByTerraform(
  presets: readonly object[],
  environments: readonly Readonly<Record<string, string>>[],
): Promise<Written> {
  const folder = await temporaryFolder();
  const child = path.join(folder, 'document');
  await mkdir(child);
  const files = (await readdir(PROJECT)).filter((name) => /^(variables.*|main\.images)\.tf$/.test(name));
  for (const name of files) await symlink(path.join(PROJECT, name), path.join(child, name));
  await writeJson(path.join(child, 'outputs.tf.json'), {
    output: {
      full: { value: '${local.presets}' },
      options: { value: '${local.preset_options}' },
      packed: { value: '${local.packed_presets}' },
      defaults: { value: { presets: '${local.preset_defaults}', limits: '${var.limits}' } },
    },
  });
  await symlink(path.join(PROJECT, 'modules', 'environment-size'), path.join(folder, 'size'));
  await writeJson(path.join(folder, 'values.json'), { presets, environments });
  const each = (list: string) =>
    `\${{ for index, value in jsondecode(file("values.json")).${list} : tostring(index) => value }}`;
  await writeJson(path.join(folder, 'main.tf.json'), {
    module: {
      document: { source: './document', for_each: each('presets'), presets: '${each.value}' },
      size: { source: './size', for_each: each('environments'), variables: '${each.value}' },
    },
    output: { document: { value: '${module.document}' }, size: { value: '${module.size}' } },
  });

  const terraform = await terraformBinary();
  const options = { cwd: folder, env: cleanEnv({ TF_IN_AUTOMATION: '1' }) };
  await run(terraform, ['init', '-input=false', '-no-color'], options);
  await run(terraform, ['apply', '-auto-approve', '-input=false', '-no-color'], options);
  const { document, size } = JSON.parse(await run(terraform, ['output', '-json'], options)) as Outputs;
  return {
    presets: presets.map((_, index) => document.value[String(index)] as WrittenPresets),
    bytes: environments.map((_, index) => size.value[String(index)]?.bytes ?? NaN),
    defaults: (document.value['0'] as unknown as Written).defaults,
  };
}

interface Outputs {
  readonly document: { readonly value: Readonly<Record<string, WrittenPresets>> };
  readonly size: { readonly value: Readonly<Record<string, { readonly bytes: number }>> };
}

const writeJson = (file: string, value: unknown): Promise<void> => writeFile(file, JSON.stringify(value));
