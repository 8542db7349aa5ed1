import type { Fault } from './fault.ts';
import type { ObservedRequest, Point } from './observed-request.ts';
import { between, pick, seededRandom } from './seeded-random.ts';

/** A moment in the work on one path: when the `nth` request of this kind (from 1) passes. */
export interface Moment {
  readonly point: Point;
  readonly nth: number;
}

/** A change to an original while functions are working on it. */
export interface Change {
  readonly kind: 'overwrite' | 'same' | 'delete';
  /** Number of the image that overwrites it. */
  readonly picture: number;
  readonly at: Moment;
}

export interface Kill {
  readonly at: Moment;
  readonly fault: Fault;
}

/** Everything that happens to one original, determined by its seed and number. */
export interface UploadPlan {
  readonly picture: number;
  readonly changes: readonly Change[];
  readonly kills: readonly Kill[];
  /** Seconds after which each copy of the upload's event is delivered. */
  readonly copies: readonly number[];
}

const MOMENTS: readonly (readonly [number, Moment])[] = [
  [2, { point: 'look', nth: 1 }],
  [4, { point: 'read', nth: 1 }],
  [3, { point: 'variant', nth: 1 }],
  [3, { point: 'variant', nth: 3 }],
  [3, { point: 'manifest', nth: 1 }],
  [2, { point: 'look', nth: 2 }],
  [2, { point: 'report', nth: 1 }],
];

const kill = (weight: number, point: Point, nth: number, after: boolean, whom: 'function' | 'worker' = 'function') =>
  [weight, { at: { point, nth }, fault: { kind: 'kill', whom, after } }] as const;

const KILLS: readonly (readonly [number, Kill])[] = [
  kill(1, 'read', 1, false),
  kill(2, 'read', 1, true, 'worker'),
  kill(1, 'variant', 1, false),
  kill(2, 'variant', 2, true),
  kill(1, 'manifest', 1, false),
  kill(2, 'manifest', 1, true),
  kill(1, 'report', 1, false),
  kill(1, 'report', 1, true),
  kill(1, 'settle', 1, false),
  kill(1, 'settle', 1, true),
];

/** @param pictures number of images to choose from. */
export function uploadPlanFor(seed: number, number: number, pictures: number): UploadPlan {
  const roll = seededRandom('script', seed, number);
  const picture = between(roll(), 0, pictures - 1);
  const changes = Array.from({ length: pick(roll(), [[75, 0], [20, 1], [5, 2]]) }, () => ({
    kind: pick<Change['kind']>(roll(), [[6, 'overwrite'], [2, 'same'], [3, 'delete']]),
    picture: between(roll(), 0, pictures - 1),
    at: pick(roll(), MOMENTS),
  })); // prettier-ignore
  const kills = Array.from(
    {
      length: pick(roll(), [
        [93, 0],
        [6, 1],
        [1, 2],
      ]),
    },
    () => pick(roll(), KILLS),
  );
  const copies = roll() < 0.1 ? Array.from({ length: between(roll(), 1, 4) }, () => between(roll(), 0, 12)) : [];
  return { picture, changes, kills, copies };
}

/** The fault of a single request, at the rates of a bad day. `times`: earlier requests of this path and kind. */
export function mishap(seed: number, number: number, { method, point }: ObservedRequest, times: number): Fault | null {
  const roll = seededRandom('mishap', seed, number, method, point, times);
  const after = roll() < 0.5;
  return pick<Fault | null>(roll(), [
    [950, null],
    [10, { kind: 'refuse', status: 500, after }],
    [10, { kind: 'refuse', status: 503, after: false }],
    [12, { kind: 'reset', after }],
    [1, { kind: 'stall' }],
    [method === 'GET' ? 10 : 0, { kind: 'truncate' }],
    [method === 'GET' ? 7 : 0, { kind: 'trickle' }],
  ]);
}
