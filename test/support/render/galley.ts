import { createStore } from '../../../handler/src/store/index.ts';
import { type Flight, type Galley, type Result } from '../../../handler/src/render/flight.ts';
import { obtain } from '../../../handler/src/render/obtain.ts';
import { orderOf } from '../../../handler/src/render/order.ts';
import { isRefusal } from '../../../handler/src/render/refusal.ts';
import { type Clock, createClock } from './clock.ts';
import { type MemoryBucket, createBucket, createMemoryClient } from '../memory-s3/index.ts';
import { CACHE_CONTROL, KEYS, LIMITS, PRESETS, makeVariants, testWorkshop } from '../world/index.ts';

/**
 * A bucket, and copies of the function beside it that have nothing else in common but the time, which passes while anybody
 * waits.
 */
export interface Kitchen {
  readonly bucket: MemoryBucket;
  /** Requests to S3, in order: `PutObject locks/…`. */
  readonly requests: string[];
  /** What was asked of the process queue: the delays in seconds. */
  readonly looks: number[];
  transforms: number;
  /** Milliseconds since 1970. */
  time: number;
  /** Called before a request takes effect. */
  before: (request: string) => void | Promise<void>;
  readonly clock: Clock;
  /** What one copy works with. */
  readonly copy: (more?: Partial<Galley>) => Galley;
}

export function createKitchen(): Kitchen {
  const kitchen: Kitchen = {
    bucket: createBucket({ now: () => kitchen.time }),
    requests: [],
    looks: [],
    transforms: 0,
    time: 1_000_000,
    before: () => undefined,
    clock: createClock((milliseconds) => (kitchen.time += milliseconds)),
    copy: (more) => copyOf(kitchen, more),
  };
  return kitchen;
}

function copyOf(kitchen: Kitchen, more: Partial<Galley> = {}): Galley {
  const client = createMemoryClient(kitchen.bucket, {
    // As S3 answers a role that may not list.
    hidesMissing: true,
    gate: async ({ name, key }) => {
      const request = `${name.replace('Command', '')} ${key}`;
      await new Promise(setImmediate);
      await kitchen.before(request);
      kitchen.requests.push(request);
    },
  });
  const { plan } = testWorkshop(client);
  return {
    store: createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: CACHE_CONTROL, mayList: false }),
    keys: KEYS,
    plan,
    limits: LIMITS,
    warmUp: () => undefined,
    makeVariants: (...job) => {
      kitchen.transforms += 1;
      return makeVariants(...job);
    },
    mostTransform: 15_000,
    mostBytes: 1000,
    lookLater: (_path, seconds) => {
      kitchen.looks.push(seconds);
      return Promise.resolve();
    },
    now: () => kitchen.time,
    pause: () => kitchen.clock.sleep(100),
    every: (seconds, call) => kitchen.clock.every(seconds * 1000, call),
    ...more,
  };
}

/** One request for a variant, with half a minute to answer. */
export function ask(galley: Galley, path: string, name: string, more: Partial<Flight> = {}): Promise<Result> {
  const order = orderOf(name, { presets: PRESETS, plan: galley.plan, transforms: null });
  if (isRefusal(order)) throw new Error(order.message);
  const end = galley.now() + 30_000;
  const remaining = () => end - galley.now();
  return obtain({ ...galley, path, order, remaining, steps: {}, waits: 0, tookOver: false, ...more });
}

export const textOf = (result: Result): string | null =>
  'variant' in result ? Buffer.from(result.variant.bytes ?? []).toString() : null;
