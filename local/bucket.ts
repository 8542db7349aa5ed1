import { S3Client } from '@aws-sdk/client-s3';
import { endpointOf, REGION } from './emulator.ts';
import type { State } from './state.ts';

/** A client for the emulator's S3 that acts as the local user. */
export function s3Of(state: State): S3Client {
  return new S3Client(clientOptions(state));
}

/** What every SDK client needs to talk to the emulator as the local user. */
export function clientOptions(state: State) {
  if (state.credentials === null) throw new Error('The emulator has no user yet.');
  return { endpoint: endpointOf(state), region: REGION, credentials: state.credentials };
}

/** An output of the root module that is a string. @throws where it is not, or nothing was applied yet. */
export function outputOf(state: State, name: string): string {
  const value = state.outputs?.[name];
  if (typeof value !== 'string') throw new Error(`The stack has no output ${name}.`);
  return value;
}
