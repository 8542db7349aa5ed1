import { S3Client } from '@aws-sdk/client-s3';
import { jest } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

/** S3 as far as a test tells it what to answer: it records every request. */
export const s3 = mockClient(S3Client);
export const client = new S3Client({ region: 'eu-west-1' });

export const failure = (httpStatusCode: number): Error =>
  Object.assign(new Error('refused'), { $metadata: { httpStatusCode } });

/** The inputs of all requests of this kind, in order. */
export function inputs(command: Parameters<typeof s3.commandCalls>[0]): object[] {
  return s3.commandCalls(command).map(({ args }): object => args[0].input as object);
}

/** What all requests of this kind were sent with beside their inputs, in order. */
export function options(command: Parameters<typeof s3.commandCalls>[0]): ({ abortSignal?: AbortSignal } | undefined)[] {
  return s3.commandCalls(command).map(({ args }) => (args as [unknown, { abortSignal?: AbortSignal }?])[1]);
}

/** A body as the SDK gives it, which records how it was read, and the answer that it is in. */
export function answerOf(text: string) {
  const Body = {
    transformToString: jest.fn(() => Promise.resolve(text)),
    transformToByteArray: jest.fn(() => Promise.resolve(Buffer.from(text))),
    destroy: jest.fn(),
  };
  return { Body, answer: { Body: Body as never, ETag: '"e"', ContentLength: text.length } };
}
