import type { ColdImport } from './cold-import.ts';
import type { Comparison } from './compare.ts';
import type { Memory } from './memory.ts';

export interface Aim {
  readonly text: string;
  readonly measured: string;
  readonly pass: boolean;
}

const LARGEST_OF_LIMIT = 1.15;
const LEAST_OF_IMAGEMAGICK = 8;
const LARGEST_OF_UNGUARDED = 1.05;
const LARGEST_IMPORT_MS = 60;
const LARGEST_PEAK_MB = 350;

function median({ times, photo }: Comparison, letter: string): number {
  const spread = times.get(letter);
  if (spread === undefined) throw new Error(`(${letter}) was not measured on ${photo.name}.`);
  return spread.median;
}

/** The project's performance targets, judged by medians: each ratio is that of the worst photo. */
export function judgeAims(
  jpeg: readonly Comparison[],
  all: readonly Comparison[],
  cold: ColdImport,
  memory: Memory,
): Aim[] {
  const ofLimit = jpeg.map((row) => median(row, 'c') / median(row, 'd'));
  const faster = jpeg.map((row) => median(row, 'a') / median(row, 'c'));
  const guarded = all.map((row) => median(row, 'e') / median(row, 'c'));
  const extra = cold.bundle.median - cold.sharp.median;
  const peak = Math.max(...memory.peak.values());
  const list = (values: readonly number[]): string => values.map((value) => `${value.toFixed(2)} ×`).join(', ');
  return [
    {
      text: `Darkroom (c) takes at most ${LARGEST_OF_LIMIT} × the practical limit (d)`,
      measured: list(ofLimit),
      pass: ofLimit.every((ratio) => ratio <= LARGEST_OF_LIMIT),
    },
    {
      text: `and is at least ${LEAST_OF_IMAGEMAGICK} × faster than ImageMagick (a)`,
      measured: list(faster),
      pass: faster.every((ratio) => ratio >= LEAST_OF_IMAGEMAGICK),
    },
    {
      text: `In its worker (e), it takes at most ${LARGEST_OF_UNGUARDED} × its time without (c), with all formats`,
      measured: list(guarded),
      pass: guarded.every((ratio) => ratio <= LARGEST_OF_UNGUARDED),
    },
    {
      text: `Cold import takes at most ${LARGEST_IMPORT_MS} ms more than that of sharp alone`,
      measured: `${extra.toFixed(0)} ms`,
      pass: extra <= LARGEST_IMPORT_MS,
    },
    {
      text: `Peak memory is at most ${LARGEST_PEAK_MB} MB`,
      measured: `${peak.toFixed(0)} MB`,
      pass: peak <= LARGEST_PEAK_MB,
    },
  ];
}
