import { Command } from 'commander';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { PROJECT } from '../local/paths.ts';

/** A file that is written from the code. */
export interface Generated {
  /** Where it lies. */
  readonly file: string;
  readonly text: string;
}

/**
 * Writes generated files, formatted as the project's own; with `--check`, writes nothing, and sets exit code 1 where one is
 * out of date.
 *
 * @param source what the files are made from, for the sentence about one that is out of date
 */
export async function generate(
  command: string,
  source: string,
  generated: () => Promise<readonly Generated[]>,
): Promise<void> {
  const { check } = new Command(command)
    .description(`Write the part of the documentation that is made from ${source}.`)
    .option('--check', 'write nothing, but fail if it is out of date')
    .parse()
    .opts<{ check?: true }>();
  for (const { file, text } of await generated()) {
    const wanted = await format(text, { ...(await resolveConfig(file)), filepath: file });
    if (!check) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, wanted);
    } else if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
      console.error(`${path.relative(PROJECT, file)} is not what ${source} make it: run \`make docs\` and commit it.`);
      process.exitCode = 1;
    }
  }
}
