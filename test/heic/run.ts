/**
 * `make heic`: photos of phones through the zip of `make build HEIC=1` and through a stack that runs it, and hostile files,
 * which must not crash it.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';

import { LOCAL } from '../../local/paths.ts';
import { type Blocks, codedPiece, SRGB, tiled } from '../support/images/heic.ts';
import { classic, LIMITS_WITH_HEIC, preset } from '../support/images/presets.ts';
import { corpusFiles, fileOf } from './files.ts';
import { judgeAll, mutants, type Tally } from './hostile.ts';
import { CORPUS, type Photo, PHOTOS, SEEDS } from './phones.ts';
import { onHeicStack, problemsOnStack } from './stack.ts';
import { builtWorker, measured } from './worker.ts';

/** For a photo of 12 megapixels with three JPEGs of it: pixels, seconds, and MB of 2^20 bytes. */
const AIMS = { pixels: 12_500_000, cpu: 1.8, memory: 200 };
/** `limits.heic_pixels` in stack.tfvars. */
const ON_STACK = 50_000_000;

const program = new Command('heic')
  .description(
    'Read HEIC of phones with the zip that make build HEIC=1 makes, on a stack too, and hostile files without a crash.',
  )
  .option('--suites <folder>', 'with a checkout of each repository below its owner and name, instead of GitHub')
  .option('--mutants <number>', 'of random changes to small files', '4000')
  .parse();
const { suites, mutants: number } = program.opts<{ suites?: string; mutants: string }>();

const folder = path.join(LOCAL, 'heic');
const pictures = path.join(folder, 'pictures');
await rm(pictures, { recursive: true, force: true });
await mkdir(pictures, { recursive: true });
const { zip, script } = await builtWorker(path.join(folder, 'build'));
const problems: string[] = [];
/** A worker does not keep its parent alive. */
const alive = setInterval(() => undefined, 1_000);

console.log('camera                       pixels          CPU s   MB');
for (const photo of PHOTOS) {
  try {
    problems.push(...(await photographed(photo)));
  } catch (error) {
    problems.push(`${photo.camera}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
const small = { small: preset(16, 16) };
report(`libheif's corpus (${CORPUS.files} files)`, await judgeAll(script, small, await corpusFiles(suites)));
const seeds = await Promise.all(
  SEEDS.map(async (source) => ({ name: source.path, bytes: await fileOf(source, suites) })),
);
report(`${number} mutants`, await judgeAll(script, small, mutants([...seeds, tiles()], Number(number))));
await onHeicStack(zip, async (stack) => {
  for (const { camera, width, height, ...source } of PHOTOS) {
    if (width * height > ON_STACK) continue;
    const file = { name: `phones/${camera}.heic`, bytes: await fileOf(source, suites), width, height };
    const found = await problemsOnStack(stack, file);
    if (found.length === 0) console.log(`On a stack, ${camera}: uploaded, made, and served by the CDN`);
    problems.push(...found);
  }
});

clearInterval(alive);
console.log(`The pictures are in ${path.relative('.', pictures)}, to look at.`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

async function photographed(photo: Photo): Promise<string[]> {
  const bytes = await fileOf(photo, suites);
  const pixels = photo.width * photo.height;
  const limits = { ...LIMITS_WITH_HEIC, pixels: Math.max(LIMITS_WITH_HEIC.pixels, pixels), heicPixels: 200_000_000 };
  const { made, cpu, memory } = await measured(script, { bytes, presets: classic([]), limits });
  const { format, width, height, degraded } = made.image;
  const size = `${width} × ${height}`;
  console.log(`${photo.camera.padEnd(28)} ${size.padEnd(15)} ${cpu.toFixed(2)}  ${Math.round(memory)}`);
  for (const variant of made.variants) {
    const name = `${photo.camera} ${variant.name}`.replace(/[^\w]+/g, '-');
    await writeFile(path.join(pictures, `${name}.${variant.contentType.slice('image/'.length)}`), variant.bytes);
  }
  const isAsked = pixels <= AIMS.pixels;
  return [
    ...(format === 'heic' && !degraded ? [] : [`${photo.camera}: is ${format}, degraded: ${degraded}`]),
    ...(width === photo.width && height === photo.height
      ? []
      : [`${photo.camera}: is ${size}, not ${photo.width} × ${photo.height}`]),
    ...(isAsked && cpu > AIMS.cpu ? [`${photo.camera}: took ${cpu.toFixed(2)} s of CPU, more than ${AIMS.cpu}`] : []),
    ...(isAsked && memory > AIMS.memory
      ? [`${photo.camera}: took ${memory.toFixed(0)} MB, more than ${AIMS.memory}`]
      : []),
  ];
}

/** A grid with rotation, as phones write it, but small. */
function tiles(): { name: string; bytes: Buffer } {
  const blocks: Blocks = { columns: 1, rows: 1, colourAt: (column, row) => [90 + 40 * column, 100 + 20 * row, 140] };
  return { name: 'a grid', bytes: tiled([2, 2], [30, 28], () => codedPiece(blocks, [SRGB])) };
}

function report(what: string, { made, rejected, failed, longest, memory }: Tally): void {
  const codes = [...rejected].map(([code, times]) => `${times} ${code}`).join(', ');
  console.log(
    `${what}: ${made} made, rejected: ${codes}; ${failed.length} crashes or other errors; ` +
      `at most ${Math.round(longest)} ms and ${Math.round(memory / 2 ** 20)} MB each`,
  );
  problems.push(...failed);
}
