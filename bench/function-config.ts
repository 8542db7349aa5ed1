import type { Config } from '../handler/src/config/config.ts';
import type { Presets } from '../handler/src/presets.ts';
import type { Requests } from './cost.ts';
import { DEFAULT_LIMITS } from '../test/support/images/presets.ts';

/** MB and seconds that the module gives the process function by default: one vCPU. */
export const FUNCTION = { memory: 1769, timeout: 60 } as const;

/** An environment that the function starts in; nothing is ever called. */
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

/**
 * Waiting for S3 around the image work of one photo; an estimate, as nothing here measures the real S3: about ten small
 * calls, and the transfer of the original.
 */
export const S3_MS_PER_PHOTO = 250;

/**
 * From an upload to its ready event, with three presets of three formats: the upload, a mark that promises the event, nine
 * variants and the manifest are put; locks and variants are listed, the original's head and the manifest are read, before
 * and after; the original is read once. SNS takes the upload and the ready event; SQS is sent to, received from and deleted
 * from. S3 takes no money for deleting the mark.
 */
export const REQUESTS_PER_PHOTO: Requests = {
  lambdaRequest: 1,
  s3PutOrList: 1 + 1 + 9 + 1 + 2 * 2,
  s3Get: 2 * 2 + 1,
  snsPublish: 2,
  sqsRequest: 3,
};
