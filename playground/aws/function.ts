/** What Lambda calls: modules/playground names it `function.handler`. */
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';

import type { Page } from '../build.ts';
import { requestOf, resultOf } from './event.ts';
import { playgroundOnAws } from './respond.ts';
import { readSettings } from './settings.ts';

/** The build puts the page in its place. */
declare const PLAYGROUND_PAGE: Page;

const respond = playgroundOnAws({
  settings: readSettings(process.env),
  page: PLAYGROUND_PAGE,
  s3: new S3Client({}),
  ssm: new SSMClient({}),
});

export const handler = async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
  try {
    return await resultOf(await respond(requestOf(event)));
  } catch (error) {
    const { name, message } = error as Error;
    console.error(JSON.stringify({ level: 'ERROR', message, error: name, path: event.rawPath }));
    const body = { error: 'failed', message: 'The playground failed: its function’s log says how.' };
    return { statusCode: 500, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  }
};
