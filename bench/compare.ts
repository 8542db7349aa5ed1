import { setTimeout } from 'node:timers/promises';

import type { Presets } from '../handler/src/presets.ts';
import { collectGarbage } from './garbage.ts';
import type { Photo } from './photos.ts';
import { judge, type Verdict } from './quality.ts';
import { interleave, type Spread, spreadOf } from './timing.ts';
import type { Output, Way } from './ways/way.ts';

export interface Comparison {
  readonly photo: Photo;
  /** By the candidate's letter. The samples of the first turn of each round come first. */
  readonly times: ReadonlyMap<string, Spread>;
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/**
 * A function idles while it waits for S3. Without a pause, candidates that share this process would find its caches
 * warm from one another, and the worker process would not.
 */
const REST_MS = 300;

/**
 * Turns a round of candidates whose ratios are judged by a few hundredths. On shared machines, one run differs from the
 * next by a tenth: the median of 45 ratios is then known to about two hundredths, that of 9 to four.
 */
const CLOSE_TURNS = 5;

interface Entrant {
  readonly photo: Photo;
  readonly way: Way;
}

interface Turn {
  readonly entrant: Entrant;
  /** Of its round: the ratio of two candidates is that of the same turn, in which they follow one another. */
  readonly turn: number;
}

export interface Comparing {
  readonly rounds: number;
  readonly progress: (text: string) => void;
  /** Those of the ways whose ratios are close to 1: they have several turns a round. */
  readonly close?: readonly Way[];
  /** Variants to make; by default all. */
  readonly only?: readonly string[];
}

/** Times every candidate on every photo, interleaved, and compares the outputs. */
export async function compare(
  ways: readonly Way[],
  photos: readonly Photo[],
  presets: Presets,
  { rounds, progress, close = [], only }: Comparing,
): Promise<Comparison[]> {
  const made = new Map<Entrant, Output[]>();
  const entrants = photos.flatMap((photo): Entrant[] => ways.map((way) => ({ photo, way })));
  const again = entrants.filter(({ way }) => close.includes(way));
  const turns = Array.from({ length: CLOSE_TURNS }, (_, turn) =>
    (turn === 0 ? entrants : again).map((entrant): Turn => ({ entrant, turn })),
  ).flat();
  const contestants = turns.map((turn) => ({
    key: turn,
    run: async () => {
      collectGarbage();
      await setTimeout(REST_MS);
      const start = performance.now();
      made.set(turn.entrant, await turn.entrant.way.run(turn.entrant.photo.bytes, presets, only));
      return performance.now() - start;
    },
  }));
  const ofTurns = await interleave(contestants, rounds, progress);
  const spreads = new Map(
    entrants.map((entrant) => {
      const samples = turns
        .filter((turn) => turn.entrant === entrant)
        .flatMap((turn) => ofTurns.get(turn)?.samples ?? []);
      return [entrant, spreadOf(samples)];
    }),
  );
  return Promise.all(
    photos.map(async (photo) => {
      const ofPhoto = <Value>(map: ReadonlyMap<Entrant, Value>): Map<string, Value> =>
        new Map([...map].filter(([key]) => key.photo === photo).map(([{ way }, value]) => [way.letter, value]));
      return { photo, times: ofPhoto(spreads), verdicts: await judge(photo.bytes, presets, ofPhoto(made)) };
    }),
  );
}
