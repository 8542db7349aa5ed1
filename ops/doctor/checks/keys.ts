import { DescribeKeyCommand, GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import { GetBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';

import { sourceOf } from '../../stack/source.ts';
import { type Check, Wrong } from '../check.ts';
import { allows, type ServiceCall } from '../policy.ts';
import type { Run } from '../run.ts';
import { unless } from '../unless.ts';

/** A key, as a setting names it, and which services have to use it for what. */
interface Use {
  readonly what: string;
  readonly key: string;
  readonly calls: readonly ServiceCall[];
}

export const kms: Check = {
  id: 'kms',
  title: 'The KMS keys can be used by whoever has to',
  expected: 'keys of your own are enabled, and their policies let CloudFront read images and S3 and SNS send messages',
  advice:
    'With a disabled key nothing is read or written: enable it, or cancel its deletion. A service that may not use the key ' +
    'fails without a word: S3 loses the events of uploads, SNS their messages, and the CDN asks render for each image. ' +
    'See examples/kms for the policy.',
  needs: [],
  run: async (run) => {
    const uses = (await Promise.all([ofBuckets(run), ofMessages(run)])).flat();
    // AWS's own keys: S3 and SQS use theirs for everybody, and nobody can write a policy for them.
    const [own, managed] = [uses.filter(({ key }) => !isManaged(key)), uses.filter(({ key }) => isManaged(key))];
    const problems = [
      ...managed.flatMap(({ what, key, calls }) =>
        calls.length > 0
          ? [`${what} is encrypted with ${key}, whose policy lets no service use it: take a key of your own`]
          : [],
      ),
      ...(await Promise.all(own.map((use) => problemsOf(run, use)))).flat(),
    ];
    if (problems.length > 0) throw new Wrong([...new Set(problems)].join('; '));
    if (own.length === 0) return 'no key of your own is used';
    return `${[...new Set(own.map(({ key }) => key))].join(', ')}: enabled, for ${own.map(({ what }) => what).join(', ')}`;
  },
};

const isManaged = (key: string): boolean => key.includes('alias/aws/');

async function problemsOf({ clients }: Run, { what, key, calls }: Use): Promise<string[]> {
  const { KeyMetadata } = await clients.kms.send(new DescribeKeyCommand({ KeyId: key }));
  const state = KeyMetadata?.KeyState ?? 'unknown';
  if (state !== 'Enabled') return [`the key of ${what}, ${key}, is ${state}`];
  const KeyId = KeyMetadata?.Arn ?? key;
  const { Policy } = await clients.kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
  return calls
    .filter((call) => !allows(Policy, call))
    .map(({ service, action }) => `the policy of ${key} does not let ${service} ${action} for ${what}`);
}

async function ofBuckets({ stack, clients }: Run): Promise<Use[]> {
  const { bucket, variantsBucket, cdn } = stack;
  const partition = stack.functions.process?.roleArn.split(':')[1] ?? 'aws';
  const account = stack.functions.process?.roleArn.split(':')[4] ?? '';
  const sourceArn = `arn:${partition}:cloudfront::${account}:distribution/${cdn?.distributionId ?? ''}`;
  const uses = await Promise.all(
    [...new Set([bucket, variantsBucket])].map(async (Bucket): Promise<Use[]> => {
      const asked = clients.s3.send(new GetBucketEncryptionCommand({ Bucket }));
      const answer = await unless('ServerSideEncryptionConfigurationNotFoundError', asked);
      const rule = answer?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
      if (!rule?.SSEAlgorithm?.startsWith('aws:kms')) return [];
      const served = Bucket === variantsBucket && cdn?.distributionId !== undefined;
      const calls = served ? [{ service: 'cloudfront.amazonaws.com', action: 'kms:Decrypt', sourceArn }] : [];
      return [{ what: `the bucket ${Bucket}`, key: rule.KMSMasterKeyID ?? 'alias/aws/s3', calls }];
    }),
  );
  return uses.flat();
}

async function ofMessages(run: Run): Promise<Use[]> {
  const { stack, clients } = run;
  const uses: Use[] = [];
  const QueueUrl = stack.config.queues.process;
  const { Attributes: queue = {} } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['KmsMasterKeyId', 'QueueArn'] }),
  );
  // Broken wiring is for `delivery` to name.
  const source = await sourceOf(run).catch(() => null);
  const sender = source?.topicArn === undefined ? 'events.amazonaws.com' : 'sns.amazonaws.com';
  if (queue['KmsMasterKeyId'] !== undefined) {
    const calls = ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({
      service: sender,
      action,
      sourceArn: source?.topicArn ?? source?.arn ?? '',
    }));
    uses.push({ what: `the queue ${queue['QueueArn']?.split(':').at(-1) ?? ''}`, key: queue['KmsMasterKeyId'], calls });
  }
  if (source?.topicArn !== undefined) {
    const { Attributes = {} } = await clients.sns.send(new GetTopicAttributesCommand({ TopicArn: source.topicArn }));
    const key = Attributes['KmsMasterKeyId'];
    if (key !== undefined && key !== '') {
      const sourceArn = `arn:${source.topicArn.split(':')[1] ?? 'aws'}:s3:::${stack.bucket}`;
      const calls = ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => {
        return { service: 's3.amazonaws.com', action, sourceArn };
      });
      uses.push({ what: `the topic ${source.name}`, key, calls });
    }
  }
  return uses;
}
