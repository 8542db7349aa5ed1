import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { GetFederationTokenCommand } from '@aws-sdk/client-sts';

import { foldersOf } from '../../../handler/src/keys.ts';
import { statusOf } from '../../../handler/src/store/errors.ts';
import { OVERLAYS_PREFIX } from '../../../handler/src/store/index.ts';
import type { Stack, Use } from '../../stack/stack.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';
import type { Run } from '../run.ts';
import { deniedTo } from '../simulate.ts';

interface Right {
  readonly use: Use;
  readonly action: string;
  /** Key prefixes that it is needed for. */
  readonly prefixes: readonly ('originals' | 'variants' | 'manifests' | 'locks' | 'overlays')[];
}

/** Permissions without which nothing is made. Listing is evaluated by prefix, the others by key. */
const NEEDED: readonly Right[] = [
  { use: 'process', action: 's3:GetObject', prefixes: ['originals', 'variants', 'manifests', 'locks'] },
  { use: 'process', action: 's3:PutObject', prefixes: ['variants', 'manifests', 'locks'] },
  { use: 'process', action: 's3:DeleteObject', prefixes: ['variants', 'manifests', 'locks'] },
  { use: 'process', action: 's3:ListBucket', prefixes: ['originals', 'variants', 'manifests', 'locks'] },
  { use: 'render', action: 's3:GetObject', prefixes: ['originals', 'variants', 'manifests', 'locks'] },
  { use: 'render', action: 's3:PutObject', prefixes: ['variants', 'locks'] },
];

/** What a stack with overlays needs besides. */
const NEEDED_FOR_OVERLAYS: readonly Right[] = [
  { use: 'process', action: 's3:GetObject', prefixes: ['overlays'] },
  { use: 'render', action: 's3:GetObject', prefixes: ['overlays'] },
];

const rights: Check = {
  id: 'rights',
  title: 'The roles have the permissions that the functions need',
  expected: "IAM's policy simulator allows the roles of process and render to read, write and list by prefix",
  advice:
    "Compare the role with the module's plan, and check for a permissions boundary or an organization policy that " +
    'restricts the role.',
  needs: [],
  run: async (run) => {
    const hasOverlays = Object.keys(run.stack.config.overlays ?? {}).length > 0;
    const needed = [...NEEDED, ...(hasOverlays ? NEEDED_FOR_OVERLAYS : [])].filter(
      ({ use }) => run.stack.functions[use] !== undefined,
    );
    const denied = (await Promise.all(needed.map((right) => deniedOf(run, right)))).flat();
    if (denied.length > 0) throw new Wrong(denied.join('; '));
    return `IAM's policy simulator allows ${needed.length} actions (it does not evaluate bucket or key policies)`;
  },
};

async function deniedOf(run: Run, { use, action, prefixes }: Right): Promise<string[]> {
  const { stack } = run;
  const role = stack.functions[use]?.roleArn ?? '';
  const isListing = action === 's3:ListBucket';
  const [folder = ''] = foldersOf(stack.config.prefixes);
  const answers = await Promise.all(
    prefixes.map(async (each) => {
      const bucketArn = arnOf(stack, each === 'originals' ? stack.bucket : stack.variantsBucket);
      const prefix = each === 'overlays' ? OVERLAYS_PREFIX : stack.config.prefixes[each];
      const key = `${prefix}${each === 'originals' ? folder : ''}darkroom-doctor.jpg`;
      const denied = await (isListing
        ? deniedTo(run, role, [action], bucketArn, {
            ContextKeyName: 's3:prefix',
            ContextKeyType: 'string',
            ContextKeyValues: [key],
          })
        : deniedTo(run, role, [action], `${bucketArn}/${key}`));
      return denied.map(({ decision }) => `${use} may not ${action} ${key} (${decision})`);
    }),
  );
  return answers.flat();
}

/*
 * S3 returns 404 for a missing key if the caller may list the bucket, and 403 otherwise. A HEAD has no `s3:prefix`;
 * Ceph's engineers found that AWS uses the key instead (ceph/ceph #68577). The functions work either way: a 403 costs
 * them one additional listing for each missing object.
 */
const missingKey: Check = {
  id: 'missing-key',
  title: 'A missing key is a 404 for callers that may list only by prefix',
  expected: "404, for a session with process's permissions (a federation token, which can only restrict your own)",
  advice:
    'S3 behaves differently from what the design expects. A 403 does no harm: each missing object then costs one ' +
    'additional LIST request. Please report it.',
  needs: [],
  run: async ({ stack, clients }) => {
    const bucketArn = arnOf(stack, stack.variantsBucket);
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
          `Only an IAM user with sts:GetFederationToken can create a restricted session for this test (${String(error)}). ` +
            'The functions work either way.',
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
      const status = await s3
        .send(new HeadObjectCommand({ Bucket: stack.variantsBucket, Key }))
        .then(() => 200, statusOf);
      if (status !== 404) throw new Wrong(`${status ?? 'no status'}, in a restricted session of your user`);
      return '404, in a restricted session of your user';
    } finally {
      s3.destroy();
    }
  },
};

/** A bucket's ARN, in the partition of the functions' roles. */
const arnOf = ({ functions }: Stack, bucket: string): string =>
  `arn:${functions.process?.roleArn.split(':')[1] ?? 'aws'}:s3:::${bucket}`;

export const permissions = [rights, missingKey];
