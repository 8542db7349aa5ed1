import type { Config } from '../handler/src/config/config.ts';
import type { Presets } from '../handler/src/presets.ts';
import { DEFAULT_LIMITS } from '../test/support/images/presets.ts';
import type { Requests } from './cost.ts';

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

/**
 * Time spent waiting for S3 per photo. An estimate, since nothing here measures the real S3: about ten small
 * requests, and the transfer of the original.
 */
export const S3_MS_PER_PHOTO = 250;

/**
 * From an upload to its ready event, with three presets in three formats. PUT: the upload, a mark for the event, nine
 * variants and the manifest. Before and after: LIST of locks and variants, HEAD of the original, GET of the
 * manifest. GET once: the original. SNS publishes the upload and the ready event; SQS sends, receives and
 * deletes a message. S3 charges nothing for deleting the mark.
 */
export const REQUESTS_PER_PHOTO: Requests = {
  lambdaRequest: 1,
  s3PutOrList: 1 + 1 + 9 + 1 + 2 * 2,
  s3Get: 2 * 2 + 1,
  snsPublish: 2,
  sqsRequest: 3,
};
