import { S3Client } from '@aws-sdk/client-s3';

import { clientOptions } from '../runtime/client-options.ts';

/** The S3 client of a function. A custom endpoint may not support buckets as host names. */
export function createS3Client(): S3Client {
  const forcePathStyle = Boolean(process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL']);
  return new S3Client({ ...clientOptions, forcePathStyle });
}
