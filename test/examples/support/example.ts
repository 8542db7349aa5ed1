import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';

import { clientOptions, outputOf, s3Of } from '../../../local/bucket.ts';
import type { State } from '../../../local/state.ts';
import { type Answer, askAt } from '../../support/ask.ts';
import { REGION } from '../region.ts';

function appliedState(): State {
  const told = process.env['DARKROOM_EXAMPLE'];
  if (told === undefined) throw new Error('There is no example to test: `make examples` applies them.');
  return JSON.parse(told) as State;
}

/** The emulator, with the outputs of the example that the runner applied. */
export const state = appliedState();
export const output = (name: string): string => outputOf(state, name);
/** Of clients that act as the local user, who is not root, so that policies apply. */
export const options = clientOptions(state, REGION);
export const s3 = s3Of(state, REGION);
export const sqs = new SQSClient(options);

/** Uploads an object under this key. */
export async function put(bucket: string, key: string, bytes: Buffer): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
}

/** The answer of the emulator's CDN to a GET of a URL on one of its distributions. */
export function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { host, pathname, search } = new URL(url);
  return askAt({ port: state.port, host, headers }, pathname + search);
}

/** Keys of the manifests in a bucket, which only process writes. */
export async function manifestsIn(bucket: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'manifests/' }));
  return Contents.map(({ Key = '' }) => Key);
}
