import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';

import { endpointOf, REGION } from './emulator.ts';
import type { Credentials, State } from './state.ts';

/** The emulator's root: no policy binds it, so it is only used to create a user. */
const ROOT = { accessKeyId: 'test', secretAccessKey: 'test' };
const USER = 'darkroom-local';

/**
 * Creates an IAM user who may do everything, unless a policy of a bucket, topic, queue or role denies it. All local
 * requests are made as this user, so that a policy which would lock the owner out on AWS does so here too.
 */
export async function makeUser(state: State): Promise<Credentials> {
  const iam = new IAMClient({ endpoint: endpointOf(state), region: REGION, credentials: ROOT });
  try {
    await iam.send(new CreateUserCommand({ UserName: USER }));
    const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await iam.send(new PutUserPolicyCommand({ UserName: USER, PolicyName: 'all', PolicyDocument: document }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: USER }));
    return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
  } finally {
    iam.destroy();
  }
}
