import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { format } from 'prettier';

import { findImageMagick } from './imagemagick.ts';
import { measure } from './measure.ts';
import { runOnOneCore } from './pin.ts';
import { report } from './report.ts';

const root = resolve(import.meta.dirname, '..');

const program = new Command('bench')
  .description('Compare Darkroom with ImageMagick, with one sharp pipeline per variant, and with the practical limit.')
  .option('--photos <folder>', 'JPEGs to use instead of generated ones')
  .option('--imgproxy <file>', 'also compare with this binary of imgproxy')
  .option('--rounds <n>', 'counted rounds per comparison', '9')
  .option('--all-cores', 'use all cores; by default one, if the system supports that, as in a function of 1,769 MB')
  .option('--write', 'also write bench/RESULTS.md')
  .parse();
const options = program.opts<{ photos?: string; imgproxy?: string; rounds: string; allCores?: true; write?: true }>();

const rounds = Number(options.rounds);
const progress = (text: string): void => {
  console.error(text);
};

try {
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`--rounds must be a whole number from 1, but it is "${options.rounds}".`);
  }
  const imagemagick = await findImageMagick();
  const elsewhere = options.allCores ? undefined : await runOnOneCore();
  if (elsewhere === undefined) {
    const results = await measure({
      root,
      imagemagick,
      photos: options.photos,
      imgproxy: options.imgproxy,
      rounds,
      progress,
    });
    const markdown = await format(report(results), { parser: 'markdown' });
    console.log(markdown);
    if (options.write) await writeFile(join(root, 'bench/RESULTS.md'), markdown);
  } else {
    process.exitCode = elsewhere;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
