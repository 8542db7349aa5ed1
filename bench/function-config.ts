import type { Config } from '../handler/src/config/config.ts';
import type { Presets } from '../handler/src/presets.ts';
import { DEFAULT_LIMITS } from '../test/support/images/presets.ts';

/** The process function's default memory (MB) and timeout (seconds): one vCPU. */
export const FUNCTION = { memory: 1769, timeout: 60 } as const;

/** An environment in which the function starts; no endpoint in it is ever called. */
export function functionEnvironment(presets: Presets): Record<string, string> {
  const config: Config = {
    stack: 'bench',
    bucket: 'bench-bucket',
    prefixes: { originals: 'originals/', variants: 'variants/', manifests: 'manifests/', locks: 'locks/' },
    presets,
    limits: DEFAULT_LIMITS,
    cacheControl: 'public, max-age=86400',
    eventsTopic: 'arn:aws:sns:eu-central-1:123456789012:bench',
    queues: { process: 'https://sqs.eu-central-1.amazonaws.com/123456789012/bench', purge: null },
    maxReceiveCount: 5,
    ...FUNCTION,
  };
  return { DARKROOM_CONFIG: JSON.stringify(config), AWS_REGION: 'eu-central-1', AWS_LAMBDA_FUNCTION_NAME: 'bench' };
}
