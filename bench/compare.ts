import { setTimeout } from 'node:timers/promises';

import type { Presets } from '../handler/src/presets.ts';
import { collectGarbage } from './garbage.ts';
import type { Photo } from './photos.ts';
import { judge, type Verdict } from './quality.ts';
import { interleave, type Spread } from './timing.ts';
import type { Output, Way } from './ways/way.ts';

export interface Comparison {
  readonly photo: Photo;
  /** By the candidate's letter. */
  readonly times: ReadonlyMap<string, Spread>;
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/**
 * A function idles while it waits for S3. Without a pause, candidates that share this process would find its caches
 * warm from one another, and the worker process would not.
 */
const REST_MS = 300;

interface Entrant {
  readonly photo: Photo;
  readonly way: Way;
}

/** Times every candidate on every photo, interleaved, and compares the outputs; of all variants, or only of these. */
export async function compare(
  ways: readonly Way[],
  photos: readonly Photo[],
  presets: Presets,
  rounds: number,
  progress: (text: string) => void,
  only?: readonly string[],
): Promise<Comparison[]> {
  const made = new Map<Entrant, Output[]>();
  const entrants = photos.flatMap((photo): Entrant[] => ways.map((way) => ({ photo, way })));
  const contestants = entrants.map((entrant) => ({
    key: entrant,
    run: async () => {
      collectGarbage();
      await setTimeout(REST_MS);
      const start = performance.now();
      made.set(entrant, await entrant.way.run(entrant.photo.bytes, presets, only));
      return performance.now() - start;
    },
  }));
  const spreads = await interleave(contestants, rounds, progress);
  return Promise.all(
    photos.map(async (photo) => {
      const ofPhoto = <Value>(map: ReadonlyMap<Entrant, Value>): Map<string, Value> =>
        new Map([...map].filter(([key]) => key.photo === photo).map(([{ way }, value]) => [way.letter, value]));
      return { photo, times: ofPhoto(spreads), verdicts: await judge(photo.bytes, presets, ofPhoto(made)) };
    }),
  );
}
