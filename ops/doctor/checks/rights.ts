import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { GetFederationTokenCommand } from '@aws-sdk/client-sts';

import { statusOf } from '../../../handler/src/store/errors.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';
import type { Run } from '../run.ts';
import type { Stack, Use } from '../stack/stack.ts';

interface Right {
  readonly use: Use;
  readonly action: string;
  /** Keys that it is needed for, by their prefix. */
  readonly prefixes: readonly (keyof Stack['config']['prefixes'])[];
}

/** Without one of these nothing is made. Listing is asked for by prefix, the others by key. */
const NEEDED: readonly Right[] = [
  { use: 'process', action: 's3:GetObject', prefixes: ['originals', 'variants', 'manifests', 'locks'] },
  { use: 'process', action: 's3:PutObject', prefixes: ['variants', 'manifests', 'locks'] },
  { use: 'process', action: 's3:DeleteObject', prefixes: ['variants', 'manifests', 'locks'] },
  { use: 'process', action: 's3:ListBucket', prefixes: ['originals', 'variants', 'manifests', 'locks'] },
  { use: 'render', action: 's3:GetObject', prefixes: ['originals', 'variants', 'manifests', 'locks'] },
  { use: 'render', action: 's3:PutObject', prefixes: ['variants', 'locks'] },
];

const rights: Check = {
  id: 'rights',
  title: 'The roles may do what the functions need',
  expected: "IAM's own simulation of the roles of process and render allows reading, writing and listing by prefix",
  advice:
    'Compare the role with a plan of the module; look for a permissions boundary or a policy of the organisation, both of ' +
    'which take away what the role gives.',
  needs: [],
  run: async (run) => {
    const needed = NEEDED.filter(({ use }) => run.stack.functions[use] !== undefined);
    const denied = (await Promise.all(needed.map((right) => deniedOf(run, right)))).flat();
    if (denied.length > 0) throw new Wrong(denied.join('; '));
    return `${needed.length} actions are allowed, by IAM's simulation (which looks at no bucket or key policy)`;
  },
};

async function deniedOf({ stack, clients }: Run, { use, action, prefixes }: Right): Promise<string[]> {
  const PolicySourceArn = stack.functions[use]?.roleArn ?? '';
  const bucketArn = arnOf(stack);
  const isListing = action === 's3:ListBucket';
  const answers = await Promise.all(
    prefixes.map(async (each) => {
      const key = `${stack.config.prefixes[each]}darkroom-doctor.jpg`;
      const { EvaluationResults = [] } = await clients.iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn,
          ActionNames: [action],
          ResourceArns: [isListing ? bucketArn : `${bucketArn}/${key}`],
          ...(isListing && {
            ContextEntries: [{ ContextKeyName: 's3:prefix', ContextKeyType: 'string', ContextKeyValues: [key] }],
          }),
        }),
      );
      const decision = EvaluationResults[0]?.EvalDecision;
      return decision === 'allowed' ? [] : [`${use} may not ${action} ${key} (${decision ?? 'no decision'})`];
    }),
  );
  return answers.flat();
}

/*
 * S3 tells 404 from 403 for a missing key by whether the caller may list the bucket, and has to decide what `s3:prefix` is
 * in a request that has none. Ceph's engineers found that AWS takes the key for it (ceph/ceph #68577). The functions are
 * right either way; a 403 costs them one listing more for each object that is not there.
 */
const missingKey: Check = {
  id: 'missing-key',
  title: 'A missing key is a 404 for those who may list by prefix only',
  expected: '404, for a session with the rights that process has (a federation token: it can only do less than you)',
  advice:
    'S3 answers otherwise than the design expects. A 403 does no harm: each missing object then costs one LIST request ' +
    'more. Please report it.',
  needs: [],
  run: async ({ stack, clients }) => {
    const bucketArn = arnOf(stack);
    const { prefixes } = stack.config;
    const Statement = [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucketArn}/${prefixes.manifests}*` },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: bucketArn,
        Condition: { StringLike: { 's3:prefix': [`${prefixes.manifests}*`] } },
      },
    ];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const token = await clients.sts
      .send(new GetFederationTokenCommand({ Name: 'darkroom-doctor', Policy, DurationSeconds: 900 }))
      .catch((error: unknown) => {
        throw new NotChecked(
          `Only an IAM user of yours with sts:GetFederationToken can take on less rights to try it (${String(error)}). ` +
            'The functions are right whichever it is.',
        );
      });
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = token.Credentials ?? {};
    const s3 = clients.s3As({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    });
    try {
      const Key = `${prefixes.manifests}darkroom-doctor-never-written.json`;
      const status = await s3.send(new HeadObjectCommand({ Bucket: stack.bucket, Key })).then(() => 200, statusOf);
      if (status !== 404)
        throw new Wrong(`${status ?? 'no status'}, seen with a session of yours that is restricted so`);
      return '404, seen with a session of yours that is restricted so';
    } finally {
      s3.destroy();
    }
  },
};

/** The bucket's ARN, in the partition of the functions' roles. */
const arnOf = ({ bucket, functions }: Stack): string =>
  `arn:${functions.process?.roleArn.split(':')[1] ?? 'aws'}:s3:::${bucket}`;

export const permissions = [rights, missingKey];
