import { SQSClient } from '@aws-sdk/client-sqs';

import { loadConfig } from './config/config.ts';
import { allowanceOf, makeVariantsWithin, REQUEST_TIME_SHARE } from './image/guard/index.ts';
import { createKeys } from './keys.ts';
import { createReconcileLater } from './messages/notify.ts';
import { createPlan } from './recipe.ts';
import { MOST_BYTES } from './render/answer.ts';
import { createRender } from './render/handle.ts';
import { createRenderMeter } from './render/metrics.ts';
import { every, pause } from './render/timers.ts';
import { clientOptions } from './runtime/client-options.ts';
import { keepAlive } from './runtime/keep-alive.ts';
import { createLogger } from './runtime/log.ts';
import { createS3Client, createStore } from './store/index.ts';

const config = loadConfig(process.env);
const {
  bucket,
  variantsBucket,
  prefixes,
  presets,
  limits,
  cacheControl,
  stack,
  transforms,
  fallback,
  cors,
  ownCdn,
  overlays,
} = config;
const keys = createKeys(prefixes);
const plan = createPlan(config);
const own = { memory: config.memory, timeout: config.timeout * REQUEST_TIME_SHARE };

// Not at start-up as in process: most instances in a burst only wait, and would load the decoders for nothing.
let made: ReturnType<typeof makeVariantsWithin> | undefined;
const makeVariants = () => (made ??= makeVariantsWithin(own));

const render = createRender({
  presets,
  plan,
  transforms: transforms ?? null,
  overlays,
  fallback: fallback ?? null,
  cors: cors ?? null,
  publicPath: ownCdn?.path ?? '',
  uriPrefix: ownCdn?.uriPrefix ?? '',
  logger: createLogger('render', stack),
  meter: createRenderMeter(stack),
  context: {
    store: createStore({ client: createS3Client(), bucket, variantsBucket, keys, cacheControl, mayList: false }),
    keys,
    plan,
    limits,
    warmUp: makeVariants,
    makeVariants: (job) => makeVariants()(job),
    mostTransform: allowanceOf(own).deadlineMs,
    mostBytes: MOST_BYTES,
    reconcileLater: createReconcileLater({ ...config, sqs: new SQSClient(clientOptions) }),
    now: Date.now,
    pause,
    every,
  },
});

/** Makes the one variant that the CDN did not find. For a function URL, payload version 2. */
export const handler = keepAlive(render);
