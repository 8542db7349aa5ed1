import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

import { clientOptions } from '../../../handler/src/runtime/client-options.ts';

/** An implementation of S3, SNS and SQS, as passed to the tests. */
export interface Server {
  readonly name: 'MiniStack' | 'moto';
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const REGION = 'us-east-1';

/** The servers that `make conformance` started. */
export function servers(): Server[] {
  const given = process.env['DARKROOM_CONFORMANCE'];
  if (given === undefined) throw new Error('Run these tests with `make conformance`, which starts their servers.');
  return JSON.parse(given) as Server[];
}

export interface Clients {
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
}

/** Clients configured like those of the functions. */
export function clientsOf({ endpoint, credentials }: Server): Clients {
  const options = { ...clientOptions, endpoint, credentials, region: REGION };
  return {
    s3: new S3Client({ ...options, forcePathStyle: true }),
    sns: new SNSClient(options),
    sqs: new SQSClient(options),
  };
}
