import fc from 'fast-check';

/** What happens to the one path of a world, beside what workers do about it. */
export type Step =
  | { readonly do: 'put'; readonly text: string; readonly events: number }
  | { readonly do: 'delete'; readonly events: number }
  /** Deletes the version on top, be it an upload or a delete marker: what was there before is back. */
  | { readonly do: 'revert'; readonly events: number }
  /** Somebody asks for the variant that is made on request. */
  | { readonly do: 'render'; readonly name?: string }
  /** A browser asks the CDN, which keeps what it gets until it is told otherwise. */
  | { readonly do: 'visit'; readonly name: string }
  /** Time passes, more than a lock lives: renders are cut off by their timeout. */
  | { readonly do: 'wait' };

/** The fate of one worker or render, counted in requests. */
export interface Fate {
  /** How many it lives for. */
  readonly life: number;
  /** After how many it stalls, until all others have nothing left to do. */
  readonly stallsAfter: number;
  /** How its first, second, … write goes; those beyond go well. */
  readonly writes: readonly Passage[];
  /** Whether the write that it dies at is carried out when all others have nothing left to do. */
  readonly lastLands: boolean;
}

/**
 * How a write goes: well; sent `twice`, because the first was carried out but not answered; or sent again because the first
 * seemed lost, which is carried out `late`, or `last`, when all others have nothing left to do.
 */
export type Passage = 'well' | 'twice' | 'late' | 'last';

export interface Script {
  readonly steps: readonly Step[];
  /** Turns of the others before the first, second, … step. */
  readonly pauses: readonly number[];
  /** Of the first, second, … worker and render; those beyond live as long as they need. */
  readonly workers: readonly Fate[];
  readonly renders: readonly Fate[];
}

// One in three events comes more than once.
const events = fc.oneof({ weight: 2, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 3 }));
const texts = fc.constantFrom('a', 'b', 'c', 'bad');

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('put' as const), text: texts, events }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), events }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('revert' as const), events }) },
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'render' }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('visit' as const), name: fc.constantFrom('small', 'small~webp', 'wide') }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'wait' }) },
);

const often = (usual: number, otherwise: fc.Arbitrary<number>) => fc.oneof(fc.constant(usual), otherwise);

// Most goes wrong between the first requests and around the last.
const calmFate: fc.Arbitrary<Fate> = fc
  .record({
    life: often(Infinity, fc.integer({ min: 0, max: 15 })),
    stallsAfter: often(Infinity, fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 5, max: 12 }))),
  })
  .map((fate) => ({ ...fate, writes: [], lastLands: false }));

const fate: fc.Arbitrary<Fate> = fc.oneof(
  calmFate,
  fc
    .record({
      fate: calmFate,
      writes: fc.array(fc.constantFrom<Passage>('well', 'twice', 'late', 'last'), { maxLength: 8 }),
      lastLands: fc.boolean(),
    })
    .map(({ fate: calm, writes, lastLands }) => ({ ...calm, writes, lastLands })),
);

const pause = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 }));

const anything = fc.array(step, { minLength: 1, maxLength: 7 });

const put = (text: string): Step => ({ do: 'put', text, events: 1 });
const gone: Step = { do: 'delete', events: 1 };
const visit: Step = { do: 'visit', name: 'small' };
const render: Step = { do: 'render' };

/** Short stories, in which little happens but at the worst moment. */
export const STORIES = {
  replaced: [put('a'), put('b')],
  removed: [put('a'), gone],
  'removed and put back': [put('a'), gone, put('b')],
  'replaced twice': [put('a'), put('b'), put('c')],
  'replaced and put back as it was': [put('a'), put('b'), put('a')],
  'replaced, rendered and put back as it was': [put('a'), put('b'), render, { do: 'revert', events: 1 }],
  'replaced while it is rendered': [put('a'), render, put('b')],
  'removed while it is rendered': [put('a'), render, gone],
  'replaced while it is visited': [put('a'), visit, put('b'), visit],
} satisfies Record<string, readonly Step[]>;

/** These steps, with anything happening to whoever works on them. */
export const scriptsOf = (steps: fc.Arbitrary<readonly Step[]>): fc.Arbitrary<Script> => scriptsWith(steps, fate);

/** The same where each write is carried out once and at once, or not at all. */
export const calmScriptsOf = (steps: fc.Arbitrary<readonly Step[]>): fc.Arbitrary<Script> =>
  scriptsWith(steps, calmFate);

const scriptsWith = (steps: fc.Arbitrary<readonly Step[]>, fates: fc.Arbitrary<Fate>): fc.Arbitrary<Script> =>
  fc.record({
    steps,
    pauses: fc.array(pause, { maxLength: 7 }),
    workers: fc.array(fates, { maxLength: 3 }),
    renders: fc.array(fates, { maxLength: 2 }),
  });

export const scripts = scriptsOf(fc.oneof(anything, fc.constantFrom(...Object.values<readonly Step[]>(STORIES))));
