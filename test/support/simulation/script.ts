import fc from 'fast-check';

/** Events on the simulation's single path, apart from the workers' actions. */
export type Step =
  | { readonly do: 'put'; readonly text: string; readonly focus?: string | undefined; readonly events: number }
  | { readonly do: 'delete'; readonly events: number }
  /** Deletes the current version, upload or delete marker, which restores the previous one. */
  | { readonly do: 'revert'; readonly events: number }
  /** A client requests the variant that is made on request. */
  | { readonly do: 'render'; readonly name?: string }
  /** A browser requests a variant from the CDN, which caches it until it is purged. */
  | { readonly do: 'visit'; readonly name: string }
  /** Time passes, longer than a lock's lifetime: renders reach their timeout. */
  | { readonly do: 'wait' };

/** The fate of one worker or render, counted in requests. */
export interface Fate {
  /** Number of requests after which it dies. */
  readonly life: number;
  /** Number of requests after which it stalls until all others are finished. */
  readonly stallsAfter: number;
  /** Which of its encodes fails in a way that may go away; none if absent. */
  readonly failsAt?: number | undefined;
  /** Outcomes of its first, second, … write; later ones succeed. */
  readonly writes: readonly Passage[];
  /** Whether the write at which it dies is executed once all others are finished. */
  readonly lastLands: boolean;
}

/**
 * Outcome of a write: executed; sent `twice`, because the first was executed but not answered; or sent again because the
 * first seemed lost, which is executed `late`, or `last`, once all others are finished.
 */
export type Passage = 'well' | 'twice' | 'late' | 'last';

export interface Script {
  readonly steps: readonly Step[];
  /** Turns of the others before the first, second, … step. */
  readonly pauses: readonly number[];
  /** Of the first, second, … worker and render; later ones do not die. */
  readonly workers: readonly Fate[];
  readonly renders: readonly Fate[];
  /** Whether messages say since when there is a queue that keeps them; otherwise nothing is known of them. */
  readonly kept?: boolean;
}

// One in three events comes more than once.
const events = fc.oneof({ weight: 2, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 3 }));
const texts = fc.constantFrom('a', 'b', 'c', 'bad', 'bad late');
const focuses = fc.constantFrom(undefined, undefined, '0.1,0.2', '0.8,0.9');

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('put' as const), text: texts, focus: focuses, events }) },
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

// Most violations occur between the first requests and around the last.
const calmFate: fc.Arbitrary<Fate> = fc
  .record({
    life: often(Infinity, fc.integer({ min: 0, max: 15 })),
    stallsAfter: often(Infinity, fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 5, max: 12 }))),
    failsAt: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 3 }),
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

const put = (text: string, focus?: string): Step => ({ do: 'put', text, focus, events: 1 });
const gone: Step = { do: 'delete', events: 1 };
const visit: Step = { do: 'visit', name: 'small' };
const render: Step = { do: 'render' };

/** Short stories with few events at the worst moments. */
export const STORIES = {
  replaced: [put('a'), put('b')],
  removed: [put('a'), gone],
  'removed and put back': [put('a'), gone, put('b')],
  'replaced twice': [put('a'), put('b'), put('c')],
  'replaced and put back as it was': [put('a'), put('b'), put('a')],
  'replaced, rendered and put back as it was': [put('a'), put('b'), render, { do: 'revert', events: 1 }],
  'replaced while it is rendered': [put('a'), render, put('b')],
  'removed while it is rendered': [put('a'), render, gone],
  'replaced by a broken one': [put('a'), put('b'), put('bad')],
  'broken while it is rendered and visited': [put('a'), render, visit, put('bad'), visit],
  'broken and put back as it was': [put('a'), put('bad'), put('a')],
  'broken and removed': [put('bad'), gone],
  'broken late': [put('bad late'), visit],
  'replaced by one that is broken late': [put('a'), visit, put('bad late'), visit],
  'broken late and replaced': [put('bad late'), visit, put('a'), visit],
  'replaced while it is visited': [put('a'), visit, put('b'), visit],
  'given a focal point': [put('a'), put('a', '0.1,0.2')],
  'given another focal point while it is rendered and visited': [
    put('a', '0.1,0.2'),
    render,
    visit,
    put('a', '0.8,0.9'),
    visit,
  ],
  'given a focal point that is taken back': [put('a'), render, put('a', '0.1,0.2'), put('a')],
} satisfies Record<string, readonly Step[]>;

/** These steps, with arbitrary faults of workers and renders. */
export const scriptsOf = (steps: fc.Arbitrary<readonly Step[]>): fc.Arbitrary<Script> => scriptsWith(steps, fate);

/** The same, with each write executed once and immediately, or never. */
export const calmScriptsOf = (steps: fc.Arbitrary<readonly Step[]>): fc.Arbitrary<Script> =>
  scriptsWith(steps, calmFate);

const scriptsWith = (steps: fc.Arbitrary<readonly Step[]>, fates: fc.Arbitrary<Fate>): fc.Arbitrary<Script> =>
  fc.record({
    steps,
    pauses: fc.array(pause, { maxLength: 7 }),
    workers: fc.array(fates, { maxLength: 3 }),
    renders: fc.array(fates, { maxLength: 2 }),
    kept: fc.boolean(),
  });

export const scripts = scriptsOf(fc.oneof(anything, fc.constantFrom(...Object.values<readonly Step[]>(STORIES))));
