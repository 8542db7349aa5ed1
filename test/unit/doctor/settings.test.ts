import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetPolicyCommand, LambdaClient, ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda';
import {
  GetBucketEncryptionCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyStatusCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { judge } from '../../../ops/doctor/check.ts';
import { CHECKS } from '../../../ops/doctor/checks/index.ts';
import type { Run } from '../../../ops/doctor/run.ts';

const region = { region: 'eu-west-1' };
const s3 = mockClient(S3Client);
const kms = mockClient(KMSClient);
const lambda = mockClient(LambdaClient);
const sqs = mockClient(SQSClient);
const cloudwatch = mockClient(CloudWatchClient);
const clients = {
  s3: new S3Client(region),
  kms: new KMSClient(region),
  lambda: new LambdaClient(region),
  sqs: new SQSClient(region),
  sns: new SNSClient(region),
  cloudwatch: new CloudWatchClient(region),
};

/** The checks of what an account is set to, which ask AWS and upload nothing. */
const IDS = ['configuration', 'bucket-settings', 'kms', 'function-url', 'alarms'];
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/k';
const TAGGED = [{ Key: 'darkroom:stack', Value: 'gallery' }];
const BLOCKED = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

/** A world in which nothing is wrong: a bucket that the module made, a key for everything, quiet alarms. */
beforeEach(() => {
  for (const mock of [s3, kms, lambda, sqs, cloudwatch]) mock.reset();
  s3.on(GetBucketTaggingCommand).resolves({ TagSet: TAGGED });
  s3.on(GetPublicAccessBlockCommand).resolves({ PublicAccessBlockConfiguration: BLOCKED });
  s3.on(GetBucketOwnershipControlsCommand).resolves(ownership('BucketOwnerEnforced'));
  s3.on(GetBucketVersioningCommand).resolves({ Status: 'Enabled' });
  s3.on(GetBucketPolicyStatusCommand).resolves({ PolicyStatus: { IsPublic: false } });
  s3.on(GetBucketEncryptionCommand).resolves(encryption(KEY));
  s3.on(GetBucketNotificationConfigurationCommand).resolves({});
  kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'k', Arn: KEY, KeyState: 'Enabled' } });
  kms
    .on(GetKeyPolicyCommand)
    .resolves(policyFor('cloudfront.amazonaws.com', 'sns.amazonaws.com', 'events.amazonaws.com'));
  sqs
    .on(GetQueueAttributesCommand)
    .resolves({ Attributes: { QueueArn: 'arn:aws:sqs:eu-west-1:1:q', KmsMasterKeyId: KEY } });
  lambda.on(ListFunctionUrlConfigsCommand).resolves(urls(['function:gallery-render:live', 'AWS_IAM']));
  lambda.on(GetPolicyCommand).resolves(policyFor('cloudfront.amazonaws.com'));
  cloudwatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [alarm({})] });
});

function ownership(ObjectOwnership: 'BucketOwnerEnforced' | 'ObjectWriter') {
  return { OwnershipControls: { Rules: [{ ObjectOwnership }] } };
}
function encryption(KMSMasterKeyID: string) {
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID };
  return { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] } };
}
function policyFor(...services: string[]) {
  const Statement = services.map((Service) => ({ Effect: 'Allow', Principal: { Service }, Action: 'kms:*' }));
  return { Policy: JSON.stringify({ Statement }) };
}
function urls(...all: [string, 'AWS_IAM' | 'NONE'][]) {
  const one = ([arn, AuthType]: [string, 'AWS_IAM' | 'NONE']) => ({
    FunctionUrl: `https://${AuthType}.lambda-url.eu-west-1.on.aws/`,
    FunctionArn: `arn:aws:lambda:eu-west-1:1:${arn}`,
    AuthType,
    CreationTime: '',
    LastModifiedTime: '',
  });
  return { FunctionUrlConfigs: all.map(one) };
}
function alarm(changes: object) {
  return {
    AlarmName: 'gallery-queue-age',
    StateValue: 'OK' as const,
    AlarmActions: ['arn:topic'],
    ActionsEnabled: true,
    ...changes,
  };
}
const absent = (name: string): Error => Object.assign(new Error(name), { name });

const render = { name: 'gallery-render', state: 'Active', lastUpdate: 'Successful', config: {}, triggers: [] };

async function failing(functions: object = { render }): Promise<string[]> {
  const stack = {
    name: 'gallery',
    bucket: 'photos',
    variantsBucket: 'photos',
    cdn: { distributionId: 'E1' },
    config: { prefixes: { originals: 'originals/' }, queues: { process: 'https://sqs/q' } },
    functions,
  };
  const ask = (base: string) =>
    Promise.resolve({ status: base.includes('NONE') ? 200 : 403, headers: {}, bytes: Buffer.of() });
  const run = { stack, clients, ask } as unknown as Run;
  const checks = CHECKS.filter(({ id }) => IDS.includes(id));
  const verdicts = await Promise.all(
    checks.map(async (check) => {
      try {
        await check.run(run);
        return null;
      } catch (error) {
        return [check.id, judge(error)] as const;
      }
    }),
  );
  return verdicts.flatMap((one) => (one?.[1].verdict === 'failed' ? [one[0]] : []));
}

/*
 * Faults of what an account is set to: each is named by its own check alone. Those that a stack on the emulator can have
 * are in test/e2e/exclusive/doctor-faults*.test.ts.
 */
const FAULTS: Record<string, { fails: string; make: () => unknown }> = {
  'versioning that somebody suspended': {
    fails: 'bucket-settings',
    make: () => s3.on(GetBucketVersioningCommand).resolves({ Status: 'Suspended' }),
  },
  'versioning that was never on, in a bucket of the module': {
    fails: 'bucket-settings',
    make: () => s3.on(GetBucketVersioningCommand).resolves({}),
  },
  'one public access block less': {
    fails: 'bucket-settings',
    make: () =>
      s3
        .on(GetPublicAccessBlockCommand)
        .resolves({ PublicAccessBlockConfiguration: { ...BLOCKED, BlockPublicPolicy: false } }),
  },
  'no public access block at all': {
    fails: 'bucket-settings',
    make: () => s3.on(GetPublicAccessBlockCommand).rejects(absent('NoSuchPublicAccessBlockConfiguration')),
  },
  'a public policy': {
    fails: 'bucket-settings',
    make: () => s3.on(GetBucketPolicyStatusCommand).resolves({ PolicyStatus: { IsPublic: true } }),
  },
  'objects that belong to whoever writes them': {
    fails: 'bucket-settings',
    make: () => s3.on(GetBucketOwnershipControlsCommand).resolves(ownership('ObjectWriter')),
  },
  'a bucket of somebody’s own whose ACLs count': {
    fails: 'bucket-settings',
    make: () => {
      s3.on(GetBucketTaggingCommand).rejects(absent('NoSuchTagSet'));
      s3.on(GetPublicAccessBlockCommand).rejects(absent('NoSuchPublicAccessBlockConfiguration'));
      s3.on(GetBucketOwnershipControlsCommand).rejects(absent('OwnershipControlsNotFoundError'));
    },
  },
  'a disabled key': {
    fails: 'kms',
    make: () => kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'k', Arn: KEY, KeyState: 'Disabled' } }),
  },
  'a key that is about to be deleted': {
    fails: 'kms',
    make: () =>
      kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'k', Arn: KEY, KeyState: 'PendingDeletion' } }),
  },
  'a key that CloudFront may not use': {
    fails: 'kms',
    make: () => kms.on(GetKeyPolicyCommand).resolves(policyFor('sns.amazonaws.com', 'events.amazonaws.com')),
  },
  'a key that the sender to the queue may not use': {
    fails: 'kms',
    make: () => kms.on(GetKeyPolicyCommand).resolves(policyFor('cloudfront.amazonaws.com')),
  },
  'a queue encrypted with the key of AWS, which no service may use': {
    fails: 'kms',
    make: () =>
      sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { QueueArn: 'q', KmsMasterKeyId: 'alias/aws/sqs' } }),
  },
  'a public URL on the function, beside that of its alias': {
    fails: 'function-url',
    make: () =>
      lambda
        .on(ListFunctionUrlConfigsCommand)
        .resolves(urls(['function:gallery-render:live', 'AWS_IAM'], ['function:gallery-render', 'NONE'])),
  },
  'a URL that every account may call with a signature of its own': {
    fails: 'function-url',
    make: () => {
      const Statement = { Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunctionUrl' };
      lambda.on(GetPolicyCommand).resolves({ Policy: JSON.stringify({ Statement }) });
    },
  },
  'a function URL that is gone': {
    fails: 'function-url',
    make: () => lambda.on(ListFunctionUrlConfigsCommand).resolves({ FunctionUrlConfigs: [] }),
  },
  'an alarm that rings': {
    fails: 'alarms',
    make: () => cloudwatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [alarm({ StateValue: 'ALARM' })] }),
  },
  'alarms whose actions somebody disabled': {
    fails: 'alarms',
    make: () => cloudwatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [alarm({ ActionsEnabled: false })] }),
  },
};

test('of a stack with nothing wrong no check fails', async () => {
  expect(await failing()).toEqual([]);
});

test.each(Object.entries(FAULTS))('%s is named by its check alone', async (_, { fails, make }) => {
  make();
  expect(await failing()).toEqual([fails]);
});

test('a function that is switched off is named as that', async () => {
  expect(await failing({ render: { ...render, reserved: 0 } })).toEqual(['configuration']);
});

test('a bucket of somebody’s own may be without versions and blocks, as long as nothing is public', async () => {
  s3.on(GetBucketTaggingCommand).rejects(absent('NoSuchTagSet'));
  s3.on(GetBucketVersioningCommand).resolves({});
  s3.on(GetPublicAccessBlockCommand).rejects(absent('NoSuchPublicAccessBlockConfiguration'));
  expect(await failing()).toEqual([]);
});

test('an alarm of another stack whose name begins with this one’s is not this one’s', async () => {
  cloudwatch
    .on(DescribeAlarmsCommand)
    .resolves({ MetricAlarms: [alarm({}), alarm({ AlarmName: 'gallery-two-queue-age', StateValue: 'ALARM' })] });
  expect(await failing()).toEqual([]);
});
