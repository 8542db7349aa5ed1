import { DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';

import { listedKey } from '../handler/src/keys.ts';
import { endpointOf, REGION } from './emulator.ts';
import type { State } from './state.ts';

/** A client for the emulator's S3 that acts as the local user. */
export function s3Of(state: State, region?: string): S3Client {
  return new S3Client(clientOptions(state, region));
}

/** What every SDK client needs to talk to the emulator as the local user. */
export function clientOptions(state: State, region = REGION) {
  if (state.credentials === null) throw new Error('The emulator has no user yet.');
  return { endpoint: endpointOf(state), region, credentials: state.credentials };
}

/** An output of the root module that is a string. @throws if it is not, or if nothing was applied yet. */
export function outputOf(state: State, name: string): string {
  const value = state.outputs?.[name];
  if (typeof value !== 'string') throw new Error(`The stack has no output ${name}.`);
  return value;
}

/** Deletes every version of every object, delete markers included. */
export async function emptyBucket(s3: S3Client, bucket: string): Promise<void> {
  for (let before = ''; ;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, EncodingType: 'url' }));
    const found = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    if (found.length === 0) return;
    const now = JSON.stringify(found);
    if (now === before) throw new Error(`${found[0]?.Key} was reported as deleted, but is still listed.`);
    before = now;
    const objects = found.map(({ Key = '', VersionId }) => ({ Key: listedKey(Key, page), VersionId }));
    const { Errors } = await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects } }));
    if (Errors?.[0]) throw new Error(`${Errors[0].Key} cannot be deleted: ${Errors[0].Message}`);
  }
}
