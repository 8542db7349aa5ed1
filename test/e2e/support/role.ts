import { randomUUID } from 'node:crypto';
import { CreateFunctionCommand, DeleteFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

import { pack } from '../../../handler/build/zip.ts';
import { clientOptions } from '../../../local/bucket.ts';
import { state } from './stack.ts';

export interface Session {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

const SOURCE = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});`;

/**
 * A session of a role that only Lambda may assume: a function with the role returns the credentials that Lambda gave it.
 */
export async function sessionOf(roleArn: string): Promise<Session> {
  const lambda = new LambdaClient(clientOptions(state));
  // Two test files may ask at the same time.
  const FunctionName = `darkroom-e2e-session-${randomUUID()}`;
  const ZipFile = await pack([{ name: 'index.js', bytes: Buffer.from(SOURCE) }]);
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: roleArn,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile },
    }),
  );
  try {
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as Session;
  } finally {
    await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    lambda.destroy();
  }
}
