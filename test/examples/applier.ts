import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { ACCOUNT, makeUser } from '../../local/account.ts';
import { endpointOf } from '../../local/emulator.ts';
import { LOCAL, PROJECT } from '../../local/paths.ts';
import type { Credentials, State } from '../../local/state.ts';

interface Statement {
  Sid: string;
  Action: string[];
  Resource: string[];
}

/** The policy that docs/permissions.md recommends, for stacks whose names begin with a prefix. */
const POLICY = path.join(PROJECT, 'docs', 'policies', 'apply.json');

/**
 * Actions that no apply and destroy on the emulator is checked for, each with why it is needed. What AWS checks is in its
 * Service Authorization Reference: https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
const COARSE = 'the emulator checks this request under a broader name';
const CHECKED_ON_AWS_ONLY: Readonly<Record<string, string>> = {
  'cloudfront:CreateDistribution': 'AWS checks CreateDistributionWithTags under this name',
  'iam:PassRole': 'AWS checks it where a function or a schedule is given its role',
  'lambda:DeleteEventSourceMapping': COARSE,
  'lambda:DeleteFunctionUrlConfig': COARSE,
  'lambda:GetEventSourceMapping': COARSE,
  'lambda:GetFunctionRecursionConfig': COARSE,
  'lambda:PutFunctionRecursionConfig': COARSE,
  's3:ListTagsForResource': 'provider 6 reads the tags of a bucket under this name, provider 5 as GetBucketTagging',
};

/** Kinds of actions that a first apply and a destroy have no use for. */
const EXPLAINED = [
  {
    pattern: /:(Tag|Untag)/,
    reason: 'AWS checks these where a resource is created with tags, and where its tags change',
  },
  { pattern: /:(Update|Set)/, reason: 'changes of an option, and upgrades' },
  { pattern: /^lambda:(Put|Delete)FunctionConcurrency$/, reason: 'reserved concurrency, which is off by default' },
  { pattern: /^logs:(DeleteRetentionPolicy|(Disa|A)ssociateKmsKey)$/, reason: 'options of `logs`' },
  { pattern: /^cloudwatch:/, reason: '`observability`, which is off by default' },
];

/** The statements of the policy for a stack of this name. */
async function statementsFor(name: string, region: string): Promise<Statement[]> {
  const text = (await readFile(POLICY, 'utf8'))
    .replaceAll('NAME', name)
    .replaceAll('ACCOUNT', ACCOUNT)
    .replaceAll('REGION', region);
  return (JSON.parse(text) as { Statement: Statement[] }).Statement;
}

/** What docs/permissions.md adds where a destroy is to empty the bucket. */
const emptying = (name: string) => ({
  Effect: 'Allow',
  Action: ['s3:ListBucketVersions', 's3:DeleteObject', 's3:DeleteObjectVersion'],
  Resource: [`arn:aws:s3:::${name}-*`],
});

/** Actions whose resource the emulator does not know, and so takes for `*`, which the policy does not allow. */
const withoutResource = {
  Effect: 'Allow',
  Action: ['lambda:CreateEventSourceMapping', 'lambda:CreateFunction', 'sns:ListTagsForResource'],
  Resource: ['*'],
};

/** A user of the emulator who may do what the recommended policy allows, and nothing else. */
export async function applier(state: State, name: string, region: string): Promise<Credentials> {
  return makeUser(state, `${name}-applier`, [...(await statementsFor(name, region)), emptying(name), withoutResource]);
}

/**
 * Compares what this user was checked for with what the policy allows.
 *
 * @throws if the policy allows an action that nothing needed
 */
export async function nothingIsIdle(state: State, credentials: Credentials | null, name: string): Promise<void> {
  const answer = await fetch(`${endpointOf(state)}/_darkroom/actions`);
  const actions =
    ((await answer.json()) as Record<string, Record<string, string[]>>)[credentials?.accessKeyId ?? ''] ?? {};
  await writeFile(path.join(LOCAL, 'reports', `actions-${name}.json`), JSON.stringify(actions, null, 2));
  const allowed = (await statementsFor(name, '*')).flatMap(({ Action }) => Action);
  const isIdle = (action: string) => !(action in actions) && !(action in CHECKED_ON_AWS_ONLY);
  const idle = allowed.filter(isIdle).filter((action) => !EXPLAINED.some(({ pattern }) => pattern.test(action)));
  if (idle.length > 0) throw new Error(`docs/policies/apply.json allows what nothing needed: ${idle.join(', ')}.`);
}
