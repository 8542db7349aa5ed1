import { MEASURED } from '../ops/cost/model.ts';
import type { Aim, Judged, Rows } from './aims.ts';
import type { Comparison } from './compare.ts';
import type { CostLine } from './cost.ts';
import { table } from './table.ts';
import type { Spread } from './timing.ts';
import type { Way } from './ways/way.ts';

export interface Results extends Judged {
  readonly date: string;
  readonly command: string;
  readonly machine: string;
  readonly ways: readonly Way[];
  readonly jpeg: readonly Comparison[];
  readonly all: readonly Comparison[];
  readonly aims: readonly Aim[];
  readonly cost: readonly CostLine[];
}

function milliseconds({ median, min, max }: Spread): string {
  return `**${median.toFixed(0)}** (${min.toFixed(0)}–${max.toFixed(0)})`;
}

function timeTable(ways: readonly Way[], rows: Rows): string {
  const shown = ways.filter(({ letter }) => rows[0]?.times.has(letter));
  return table(
    ['photo', ...shown.map(({ letter, title }) => `(${letter}) ${title}`)],
    rows.map(({ photo, times }) => [
      `${photo.name}, ${photo.megapixels.toFixed(1)} MP, ${(photo.bytes.length / 1e6).toFixed(1)} MB`,
      ...shown.map(({ letter }) => {
        const spread = times.get(letter);
        return spread === undefined ? '' : milliseconds(spread);
      }),
    ]),
  );
}

function verdictTable(ways: readonly Way[], rows: readonly Comparison[]): string {
  const shown = ways.filter(({ letter }) => rows[0]?.verdicts.has(letter));
  return table(
    ['photo', ...shown.map(({ letter }) => `(${letter})`)],
    rows.map(({ photo, verdicts }) => [
      photo.name,
      ...shown.map(({ letter }) => {
        const verdict = verdicts.get(letter);
        return verdict === undefined ? '' : `${verdict.ssim.toFixed(3)}, ${(verdict.bytes / 1000).toFixed(0)} kB`;
      }),
    ]),
  );
}

function costTable(lines: readonly CostLine[]): string {
  const total = lines.reduce((sum, { dollars }) => sum + dollars, 0);
  const rows = lines.map(({ what, formula, dollars }) => [what, formula, `$${dollars.toFixed(4)}`]);
  return table(['', 'formula', 'USD'], [...rows, ['**together**', '', `**$${total.toFixed(4)}**`]]);
}

/** The whole report, as Markdown. */
export function report(results: Results): string {
  const { date, command, machine, ways, jpeg, all, webp, twoCores, cold, memory, aims, cost } = results;
  return `# Benchmark

${date} · \`${command}\` · ${machine}

Milliseconds of wall time for three variants (800x600, 400x300, 200x150, cropped to fill): **median** (min–max), with all
candidates interleaved. All of them produce images of exactly the same size, JPEG at quality 80, progressive, 4:2:0.

## JPEG only

${timeTable(ways, jpeg)}

## JPEG, WebP and AVIF

${timeTable(ways, all)}

## A single WebP

800x600, as on request.

${timeTable(ways, webp)}

## On two cores

${
  twoCores === null
    ? 'This machine has no two cores to choose.'
    : `JPEG only, in a process of its own on two cores, as in a function of 3,538 MB:

${timeTable(ways, twoCores.jpeg)}

JPEG, WebP and AVIF:

${timeTable(ways, twoCores.all)}`
}

## Output quality and size

Structural similarity between the worst of the three JPEGs and a resize of the fully decoded original (1 is identical; a crop that
is off by half a pixel costs about 0.02), and the size of all three together.

${verdictTable(ways, jpeg)}

## Cold import and memory

${table(
  ['', 'measured'],
  [
    ['import of the function, ms', milliseconds(cold.bundle)],
    ['import of sharp alone, ms', milliseconds(cold.sharp)],
    ['start of the worker process, in parallel with reading the first photo, ms', milliseconds(cold.worker)],
    ['memory when idle, MB', memory.idle.toFixed(0)],
    ...[...memory.peak].map(([photo, peak]) => [
      `peak memory of both processes with ${photo}, all formats, MB`,
      peak.toFixed(0),
    ]),
  ],
)}

## Aims

The ratios are of ${jpeg.map(({ photo }) => photo.name).join(', ')}, in this order. Each, and the difference of the imports, is
the median of what the rounds gave, one by one: a machine that is slower for a while slows both sides of a round. On one core,
(c), (d) and (e) have five turns a round, since two of their ratios are judged by hundredths.

${table(
  ['', 'measured', ''],
  aims.map(({ text, measured, pass }) => [text, measured, pass ? 'pass' : '**miss**']),
)}

## Cost of 1,000 photos

All formats, arm64, public list prices for us-east-1 without free tiers, as of November 2025. The time is that of the largest
photo up to 10 megapixels in the worker (e), measured here and assumed equal on Graviton, plus ${MEASURED.waiting} ms for S3. Storage,
delivery to browsers, logs and idle polling of the queue are extra.

${costTable(cost)}
`;
}
