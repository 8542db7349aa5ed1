import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { format } from 'prettier';
import sharp from 'sharp';

import { type Figures, measureFigures } from './figures.ts';
import { lossesOf } from './judge.ts';
import { startMetric } from './metric.ts';
import { loadPhotographs } from './photographs.ts';
import { qualityPlot, qualityReport } from './report.ts';
import { settings } from './settings.ts';

const root = resolve(import.meta.dirname, '../..');
const RECORD = join(root, 'bench/quality.json');

const { write } = new Command('quality')
  .description('Compare bytes and quality of photographs with the recorded ones, by SSIMULACRA2 and butteraugli.')
  .option('--write', 'measure the peers too, and record: bench/quality.json, QUALITY.md and quality.svg')
  .parse()
  .opts<{ write?: true }>();

try {
  sharp.concurrency(1);
  const metric = await startMetric(root);
  const photographs = await loadPhotographs(join(root, '.local/photographs'));
  const figures = await measureFigures(settings(write !== true), photographs, metric, (text) => {
    console.error(text);
  });
  metric.close();
  if (write === true) {
    const markdown = await format(qualityReport(figures, photographs.length), { parser: 'markdown' });
    await writeFile(RECORD, `${JSON.stringify(figures, null, 2)}\n`);
    await writeFile(join(root, 'bench/QUALITY.md'), markdown);
    await writeFile(join(root, 'bench/quality.svg'), qualityPlot(figures));
    console.log(markdown);
  } else {
    const recorded = JSON.parse(await readFile(RECORD, 'utf8')) as Figures[];
    const losses = lossesOf(
      recorded.filter(({ who }) => who.startsWith('Darkroom')),
      figures,
    );
    console.table(figures);
    if (losses.length > 0) throw new Error(`This change loses more than it gains:\n${losses.join('\n')}`);
    console.log(`No loss on ${photographs.length} photographs.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
