import {
  CloudFrontClient,
  CreateDistributionCommand,
  DeleteDistributionCommand,
  type Distribution,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketPolicyCommand,
  ListObjectsV2Command,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { reconcileMessage } from '../../../handler/src/messages/reconcile.ts';
import { clientOptions, emptyBucket } from '../../../local/bucket.ts';
import { s3Record } from '../../support/events.ts';
import { photograph } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { ask } from '../support/cdn.ts';
import { processed, variantNames } from '../support/objects.ts';
import { messagesIgnoredFor, outcomesOf } from '../support/outcomes.ts';
import { drained } from '../support/queues.ts';
import { bucket, output, s3, sqs, state } from '../support/stack.ts';

const PATH = 'strangers/kept.jpg';
const LOCK = `locks/${PATH}/wide`;
const VARIANT = `variants/${PATH}/200x150`;
const SECRETS = [`originals/${PATH}`, `manifests/${PATH}.json`, LOCK];

beforeAll(async () => {
  await processed(PATH, await photograph(320, 240, 41));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: LOCK, Body: '{}' }));
});

describe('a distribution with our origin access control, but without our viewer function,', () => {
  const cloudfront = new CloudFrontClient(clientOptions(state));
  let other: Distribution;
  const statusOf = async (key: string) => (await ask(`/${key}`, { host: other.DomainName ?? '' })).status;

  beforeAll(async () => {
    const { DistributionConfig } = await cloudfront.send(
      new GetDistributionConfigCommand({ Id: output('distribution_id') }),
    );
    const origin = DistributionConfig?.Origins?.Items?.find(({ Id }) => Id === 'variants');
    const { CachePolicyId } = DistributionConfig?.DefaultCacheBehavior ?? {};
    const config = {
      CallerReference: 'strangers',
      Comment: 'Not ours',
      Enabled: true,
      Origins: { Quantity: 1, Items: [{ ...origin, Id: 'bucket', DomainName: origin?.DomainName, OriginPath: '' }] },
      DefaultCacheBehavior: { TargetOriginId: 'bucket', ViewerProtocolPolicy: 'allow-all' as const, CachePolicyId },
    };
    const made = await cloudfront.send(new CreateDistributionCommand({ DistributionConfig: config }));
    if (made.Distribution === undefined) throw new Error('The other distribution was not created.');
    other = made.Distribution;
  });

  afterAll(async () => {
    const { DistributionConfig, ETag } = await cloudfront.send(new GetDistributionConfigCommand({ Id: other.Id }));
    if (DistributionConfig === undefined) throw new Error('The other distribution is gone.');
    const disabled = { Id: other.Id, IfMatch: ETag, DistributionConfig: { ...DistributionConfig, Enabled: false } };
    const { ETag: IfMatch } = await cloudfront.send(new UpdateDistributionCommand(disabled));
    await cloudfront.send(new DeleteDistributionCommand({ Id: other.Id, IfMatch }));
    cloudfront.destroy();
  });

  test('is refused everything, including variants: the bucket accepts one distribution only', async () => {
    for (const key of [VARIANT, ...SECRETS]) expect([key, await statusOf(key)]).toEqual([key, 403]);
  });

  test('would get variants and nothing else even if it were ours', async () => {
    const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
    const theirs = Policy.replace(output('distribution_arn'), other.ARN ?? '');
    expect(theirs).not.toBe(Policy);
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: theirs }));
    try {
      expect(await statusOf(VARIANT)).toBe(200);
      for (const key of SECRETS) expect([key, await statusOf(key)]).toEqual([key, 403]);
    } finally {
      await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    }
  });
});

describe('another bucket', () => {
  const Bucket = 'darkroom-e2e-strangers';
  const key = 'originals/strangers/foreign.jpg';
  const notifications = {
    Bucket,
    NotificationConfiguration: {
      TopicConfigurations: [{ TopicArn: output('uploads_topic_arn'), Events: ['s3:ObjectCreated:*' as const] }],
    },
  };
  const put = (more: { SkipDestinationValidation?: boolean }) =>
    s3.send(new PutBucketNotificationConfigurationCommand({ ...notifications, ...more }));

  beforeAll(async () => {
    await s3.send(new CreateBucketCommand({ Bucket }));
  });

  afterAll(async () => {
    await emptyBucket(s3, Bucket);
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });

  test('cannot be made to publish to the uploads topic, and an event forged in its name is ignored', async () => {
    await expect(put({})).rejects.toMatchObject({ name: 'InvalidArgument' });
    // Even without a check in advance, the topic refuses the message.
    await put({ SkipDestinationValidation: true });
    const before = new Set(await messagesIgnoredFor('other_bucket'));
    await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: await photograph(64, 48) }));

    const forged = { Records: [s3Record({ key, bucket: Bucket })] };
    const MessageBody = JSON.stringify(forged);
    const { MessageId } = await sqs.send(
      new SendMessageCommand({ QueueUrl: output('process_queue_url'), MessageBody }),
    );
    const heard = await until('the forged event', async () => {
      const ids = (await messagesIgnoredFor('other_bucket')).filter((id) => !before.has(id));
      return ids.length > 0 ? ids : null;
    });
    await drained();
    expect(heard).toEqual([MessageId]);
    expect(await variantNames('strangers/foreign.jpg')).toEqual([]);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents.map(({ Key }) => Key)).toEqual([key]);
  });
});

describe('another topic', () => {
  const sns = new SNSClient(clientOptions(state));
  let TopicArn = '';

  beforeAll(async () => {
    const made = await sns.send(new CreateTopicCommand({ Name: 'darkroom-e2e-strangers' }));
    TopicArn = made.TopicArn ?? '';
  });

  afterAll(async () => {
    await sns.send(new DeleteTopicCommand({ TopicArn }));
    sns.destroy();
  });

  test('cannot send to the process queue', async () => {
    const [theirs, ours] = ['strangers/theirs.jpg', 'strangers/ours.jpg'];
    const subscription = { TopicArn, Protocol: 'sqs', Endpoint: output('process_queue_arn') };
    const { SubscriptionArn } = await sns.send(
      new SubscribeCommand({
        ...subscription,
        Attributes: { RawMessageDelivery: 'true' },
        ReturnSubscriptionArn: true,
      }),
    );
    await sns.send(new PublishCommand({ TopicArn, Message: reconcileMessage(theirs) }));
    const look = { QueueUrl: output('process_queue_url'), MessageBody: reconcileMessage(ours) };
    await sqs.send(new SendMessageCommand(look));
    await until('our own reconcile pass', async () => ((await outcomesOf(ours)).length > 0 ? true : null));
    await drained();
    expect(await outcomesOf(theirs)).toEqual([]);
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  });
});
