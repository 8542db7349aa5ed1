import type { ColdImport } from './cold-import.ts';
import type { Comparison } from './compare.ts';
import type { Memory } from './memory.ts';
import { paired, type Spread, spreadOf } from './timing.ts';
import type { Letter } from './ways/way.ts';

export interface Aim {
  readonly text: string;
  readonly measured: string;
  readonly pass: boolean;
}

/** What the aims are judged by. */
export interface Judged {
  readonly jpeg: Rows;
  readonly all: Rows;
  readonly webp: Rows;
  /** The first two on two cores; null on a machine without them. */
  readonly twoCores: { readonly jpeg: Rows; readonly all: Rows } | null;
  readonly cold: ColdImport;
  readonly memory: Memory;
}

export type Rows = readonly Pick<Comparison, 'photo' | 'times'>[];

const LARGEST_OF_LIMIT = 1.05;
const LEAST_OF_IMAGEMAGICK = 8;
const LARGEST_OF_UNGUARDED = 1.03;
const LARGEST_IMPORT_MS = 10;
const LARGEST_PEAK_MB = 200;

function timesOf({ times, photo }: Rows[number], letter: Letter): Spread {
  const spread = times.get(letter);
  if (spread === undefined) throw new Error(`(${letter}) was not measured on ${photo.name}.`);
  return spread;
}

/** Of a candidate with several turns in each of so many rounds: the first ones are next to the only turns of another. */
const firstTurns = (spread: Spread, rounds: number): Spread =>
  spread.samples.length % rounds === 0 ? spreadOf(spread.samples.slice(0, rounds)) : spread;

/** One candidate's times as multiples of another's, photo by photo, the median of each of which must be allowed. */
function ratio(text: string, rows: Rows, [one, other]: [Letter, Letter], allowed: (value: number) => boolean): Aim {
  const values = rows.map((row) => {
    const [ones, others] = [timesOf(row, one), timesOf(row, other)];
    const rounds = Math.min(ones.samples.length, others.samples.length);
    return paired(firstTurns(ones, rounds), firstTurns(others, rounds), (a, b) => a / b).median;
  });
  return { text, measured: values.map((value) => `${value.toFixed(2)} ×`).join(', '), pass: values.every(allowed) };
}

const atMost = (most: number) => (value: number) => value <= most;

/** The project's performance targets, judged photo by photo, by the median of what each round gives. */
export function judgeAims({ jpeg, all, webp, twoCores, cold, memory }: Judged): Aim[] {
  const extra = paired(cold.bundle, cold.sharp, (bundle, sharp) => bundle - sharp).median;
  const peak = Math.max(...memory.peak.values());
  const nearLimit = atMost(LARGEST_OF_LIMIT);
  return [
    ratio(`three JPEGs (c) take at most ${LARGEST_OF_LIMIT} × the practical limit (d)`, jpeg, ['c', 'd'], nearLimit),
    ratio(
      `and are made at least ${LEAST_OF_IMAGEMAGICK} × faster than by ImageMagick (a)`,
      jpeg,
      ['a', 'c'],
      (value) => value >= LEAST_OF_IMAGEMAGICK,
    ),
    ratio(`nine variants take at most ${LARGEST_OF_LIMIT} × the practical limit`, all, ['c', 'd'], nearLimit),
    ratio(`a single WebP takes at most ${LARGEST_OF_LIMIT} × the practical limit`, webp, ['c', 'd'], nearLimit),
    ratio(
      `the worker (e) adds at most ${((LARGEST_OF_UNGUARDED - 1) * 100).toFixed(0)} % to nine variants`,
      all,
      ['e', 'c'],
      atMost(LARGEST_OF_UNGUARDED),
    ),
    ...(twoCores === null ? [] : onTwoCores(twoCores)),
    {
      text: `cold import takes at most ${LARGEST_IMPORT_MS} ms more than that of sharp alone`,
      measured: `${extra.toFixed(0)} ms`,
      pass: extra <= LARGEST_IMPORT_MS,
    },
    {
      text: `both processes need at most ${LARGEST_PEAK_MB} MB`,
      measured: `${peak.toFixed(0)} MB`,
      pass: peak <= LARGEST_PEAK_MB,
    },
  ];
}

const onTwoCores = ({ jpeg, all }: NonNullable<Judged['twoCores']>): Aim[] => [
  ratio(
    "on two cores, three JPEGs take less than the calls of AWS's sample (f)",
    jpeg,
    ['c', 'f'],
    (value) => value < 1,
  ),
  ratio(
    `on two cores, nine variants take at most ${LARGEST_OF_LIMIT} × the practical limit`,
    all,
    ['c', 'd'],
    atMost(LARGEST_OF_LIMIT),
  ),
];
