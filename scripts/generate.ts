import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { format, resolveConfig } from 'prettier';

import { PROJECT } from '../local/paths.ts';

/** A file generated from the code. */
export interface Generated {
  /** Its path. */
  readonly file: string;
  readonly text: string;
}

/**
 * Writes generated files, formatted like the project's own. With `--check`, writes nothing and sets exit code 1 if one is
 * out of date.
 *
 * @param source what the files are generated from, for the message about an outdated one
 */
export async function generate(
  command: string,
  source: string,
  generated: () => Promise<readonly Generated[]>,
): Promise<void> {
  const { check } = new Command(command)
    .description(`Write the part of the documentation that is generated from ${source}.`)
    .option('--check', 'write nothing, but fail if it is out of date')
    .parse()
    .opts<{ check?: true }>();
  for (const { file, text } of await generated()) {
    const wanted = await format(text, { ...(await resolveConfig(file)), filepath: file });
    if (!check) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, wanted);
    } else if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
      console.error(
        `${path.relative(PROJECT, file)} does not match ${source}: run \`make docs\` and commit the result.`,
      );
      process.exitCode = 1;
    }
  }
}
