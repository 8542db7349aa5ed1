import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy/index.js';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import { TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { Darkroom } from './darkroom.ts';

export interface GalleryProps {
  /** Source of the module, relative to the synthesised stack's folder. */
  readonly darkroomSource: string;
  readonly region: string;
}

/** A photo gallery: a Darkroom for its images, and a queue that is notified when an image's variants are ready. */
export class GalleryStack extends TerraformStack {
  constructor(scope: Construct, id: string, { darkroomSource, region }: GalleryProps) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region });
    // The bindings pin the provider release they were generated from. Nothing here needs it, so require what the module
    // requires.
    this.addOverride('terraform.required_providers.aws.version', '>= 5.100, < 7.0');

    const darkroom = new Darkroom(this, 'darkroom', darkroomSource, {
      name: 'gallery',
      tags: { project: 'gallery' },
      presets: {
        hero: { width: 1600, height: 900, formats: ['webp', 'avif'] },
        thumb: { width: 200, height: 150, formats: ['webp'], quality: { jpeg: 75 } },
      },
      logs: { retention_days: 90 },
    });

    const ready = new SqsQueue(this, 'ready', { name: 'gallery-ready', sqsManagedSseEnabled: true });
    new SqsQueuePolicy(this, 'ready-policy', {
      queueUrl: ready.url,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: ready.arn,
            Condition: { ArnEquals: { 'aws:SourceArn': darkroom.eventsTopicArn } },
          },
        ],
      }),
    });
    new SnsTopicSubscription(this, 'ready-subscription', {
      topicArn: darkroom.eventsTopicArn,
      protocol: 'sqs',
      endpoint: ready.arn,
      rawMessageDelivery: true,
      filterPolicy: JSON.stringify({ type: ['ready'] }),
    });

    new TerraformOutput(this, 'bucket', { value: darkroom.bucketName });
    new TerraformOutput(this, 'ready-queue', { value: ready.url });
  }
}
