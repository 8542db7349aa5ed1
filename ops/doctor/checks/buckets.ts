import {
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyStatusCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';

import { STACK_TAG } from '../../stack/by-tags.ts';
import { type Check, Wrong } from '../check.ts';
import type { Run } from '../run.ts';
import { unless } from '../unless.ts';

const BLOCKS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

interface Settings {
  readonly bucket: string;
  /** Whether the module made it, so that each of these settings is the module's. */
  readonly own: boolean;
  readonly missingBlocks: readonly string[];
  readonly ownership: string;
  /** `Enabled`, `Suspended` or, where it never was enabled, `Off`. */
  readonly versioning: string;
  readonly isPublic: boolean;
}

export const bucketSettings: Check = {
  id: 'bucket-settings',
  title: 'The buckets are closed, and owned by this account alone',
  expected:
    'no public policy, and no ACL that counts; for buckets that the module made, all four public access blocks, ' +
    'BucketOwnerEnforced and versioning',
  advice:
    'Somebody changed the bucket by hand or in another stack: apply again, or set what is named on your own bucket ' +
    '(docs/buckets.md). A suspended versioning loses the way back to replaced and deleted originals.',
  needs: [],
  run: async (run) => {
    const { bucket, variantsBucket } = run.stack;
    const all = await Promise.all([...new Set([bucket, variantsBucket])].map((name) => settingsOf(run, name)));
    const problems = all.flatMap(problemsOf);
    if (problems.length > 0) throw new Wrong(problems.join('; '));
    return all
      .map(({ bucket: name, versioning, missingBlocks, own }) => {
        const unblocked =
          missingBlocks.length === 0 ? '' : `, ${missingBlocks.join(' and ')} not blocked (recommended)`;
        return `${name}${own ? '' : ' (your own)'}: versioning ${versioning}${unblocked}`;
      })
      .join('; ');
  },
};

function problemsOf({ bucket, own, missingBlocks, ownership, versioning, isPublic }: Settings): string[] {
  const aclsCount = ownership !== 'BucketOwnerEnforced' && missingBlocks.includes('IgnorePublicAcls');
  return [
    ...(isPublic ? [`the policy of ${bucket} is public`] : []),
    ...(aclsCount ? [`ACLs of ${bucket} count (ownership ${ownership}), public ones included`] : []),
    ...(own && missingBlocks.length > 0
      ? [`${bucket} lacks the public access blocks ${missingBlocks.join(', ')}`]
      : []),
    ...(own && !aclsCount && ownership !== 'BucketOwnerEnforced' ? [`the ownership of ${bucket} is ${ownership}`] : []),
    // Only somebody's own bucket may be without: for that one it is a choice.
    ...(versioning === 'Suspended' || (own && versioning !== 'Enabled')
      ? [`versioning of ${bucket} is ${versioning.toLowerCase()}`]
      : []),
  ];
}

async function settingsOf({ clients }: Run, bucket: string): Promise<Settings> {
  const { s3 } = clients;
  const of = { Bucket: bucket };
  const [tags, block, ownership, versioning, policy] = await Promise.all([
    unless('NoSuchTagSet', s3.send(new GetBucketTaggingCommand(of))),
    unless('NoSuchPublicAccessBlockConfiguration', s3.send(new GetPublicAccessBlockCommand(of))),
    unless('OwnershipControlsNotFoundError', s3.send(new GetBucketOwnershipControlsCommand(of))),
    s3.send(new GetBucketVersioningCommand(of)),
    unless('NoSuchBucketPolicy', s3.send(new GetBucketPolicyStatusCommand(of))),
  ]);
  const blocks = block?.PublicAccessBlockConfiguration;
  return {
    bucket,
    own: tags?.TagSet?.some(({ Key }) => Key === STACK_TAG) ?? false,
    missingBlocks: BLOCKS.filter((name) => blocks?.[name] !== true),
    // Buckets without controls are as they were before 2023: objects belong to whoever writes them.
    ownership: ownership?.OwnershipControls?.Rules?.[0]?.ObjectOwnership ?? 'ObjectWriter',
    versioning: versioning.Status ?? 'Off',
    isPublic: policy?.PolicyStatus?.IsPublic ?? false,
  };
}
