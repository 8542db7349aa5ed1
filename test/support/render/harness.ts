import { obtain } from '../../../handler/src/render/obtain.ts';
import { isRefusal } from '../../../handler/src/render/refusal.ts';
import { type RenderContext, type Rendering, type Result } from '../../../handler/src/render/rendering.ts';
import { longestPause } from '../../../handler/src/render/timers.ts';
import { resolveVariant } from '../../../handler/src/render/variant-spec.ts';
import { createStore } from '../../../handler/src/store/index.ts';
import { createBucket, createMemoryClient, type MemoryBucket } from '../memory-s3/index.ts';
import { CACHE_CONTROL, KEYS, LIMITS, makeVariants, PRESETS, testReconcileContext } from '../simulation/index.ts';
import { type Clock, createClock } from './clock.ts';

/**
 * A bucket, and copies of the function that share nothing else but the clock, which advances while any of them
 * waits.
 */
export interface RenderHarness {
  readonly bucket: MemoryBucket;
  /** Requests to S3, in order: `PutObject locks/…`. */
  readonly requests: string[];
  /** Delays in seconds of the messages sent to the process queue. */
  readonly recheckDelays: number[];
  transforms: number;
  /** Milliseconds since 1970. */
  time: number;
  /** Called before a request takes effect. */
  before: (request: string) => void | Promise<void>;
  readonly clock: Clock;
  /** The context of one copy. */
  readonly copy: (more?: Partial<RenderContext>) => RenderContext;
}

export function createRenderHarness(): RenderHarness {
  const harness: RenderHarness = {
    bucket: createBucket({ now: () => harness.time }),
    requests: [],
    recheckDelays: [],
    transforms: 0,
    time: 1_000_000,
    before: () => undefined,
    clock: createClock((milliseconds) => (harness.time += milliseconds)),
    copy: (more) => copyOf(harness, more),
  };
  return harness;
}

function copyOf(harness: RenderHarness, more: Partial<RenderContext> = {}): RenderContext {
  const client = createMemoryClient(harness.bucket, {
    // S3's response to a role that may not list.
    hidesMissing: true,
    gate: async ({ name, key }) => {
      const request = `${name.replace('Command', '')} ${key}`;
      await new Promise(setImmediate);
      await harness.before(request);
      harness.requests.push(request);
    },
  });
  const { plan } = testReconcileContext(client);
  return {
    store: createStore({ client, bucket: 'bucket', keys: KEYS, cacheControl: CACHE_CONTROL, mayList: false }),
    keys: KEYS,
    plan,
    limits: LIMITS,
    warmUp: () => undefined,
    makeVariants: (job) => {
      harness.transforms += 1;
      return makeVariants(job);
    },
    mostTransform: 15_000,
    mostBytes: 1000,
    reconcileLater: (_path, seconds) => {
      harness.recheckDelays.push(seconds);
      return Promise.resolve();
    },
    now: () => harness.time,
    // As long as it ever is: what is in time so is in time by chance too.
    pause: (round) => harness.clock.sleep(longestPause(round)),
    every: (seconds, call) => harness.clock.every(seconds * 1000, call),
    ...more,
  };
}

/** One request for a variant, with 30 seconds to answer. */
export function ask(
  context: RenderContext,
  path: string,
  name: string,
  more: Partial<Rendering> = {},
): Promise<Result> {
  const spec = resolveVariant(name, { presets: PRESETS, plan: context.plan, transforms: null });
  if (isRefusal(spec)) throw new Error(spec.message);
  const end = context.now() + 30_000;
  const remaining = () => end - context.now();
  return obtain({ ...context, path, spec, remaining, steps: {}, waits: 0, tookOver: false, ...more });
}

export const textOf = (result: Result): string | null =>
  'variant' in result ? Buffer.from(result.variant.bytes ?? []).toString() : null;
