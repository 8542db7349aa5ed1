import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';

import { endpointOf, REGION } from './emulator.ts';
import type { Credentials, State } from './state.ts';

/** The emulator's only account. */
export const ACCOUNT = '000000000000';
/** The emulator's root: no policy binds it, so it is only used to create a user. */
const ROOT = { accessKeyId: 'test', secretAccessKey: 'test' };
const USER = 'darkroom-local';
const EVERYTHING = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

/**
 * Creates an IAM user with these policy statements: by default, one who may do everything, unless a policy of a bucket,
 * topic, queue or role denies it. All local requests are made as that user, so that a policy which would lock the owner
 * out on AWS does so here too.
 */
export async function makeUser(
  state: State,
  name = USER,
  statements: readonly object[] = EVERYTHING,
): Promise<Credentials> {
  const iam = new IAMClient({ endpoint: endpointOf(state), region: REGION, credentials: ROOT });
  try {
    await iam.send(new CreateUserCommand({ UserName: name }));
    const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: 'user', PolicyDocument: document }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
    return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
  } finally {
    iam.destroy();
  }
}
