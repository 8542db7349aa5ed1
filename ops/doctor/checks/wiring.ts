import { GetBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';

import { messageOf } from '../../../handler/src/errors.ts';
import { foldersOf } from '../../../handler/src/keys.ts';
import { type Check, Wrong } from '../check.ts';
import { allows } from '../policy.ts';
import type { Run } from '../run.ts';
import { findSubscription } from '../stack/queues.ts';

const configuration: Check = {
  id: 'configuration',
  title: 'The functions can start',
  expected: 'each function is active, with a configuration that this version can read',
  advice:
    "Each line names one problem. An unreadable configuration is of another version, or the function's environment " +
    'was changed by hand: build (`make build`) and apply again.',
  needs: [],
  run: ({ stack }) => {
    const all = Object.values(stack.functions);
    const problems = all.flatMap(({ name, state, lastUpdate, config }) => [
      ...(state === 'Failed' || lastUpdate === 'Failed' ? [`${name} is ${state}, its last update ${lastUpdate}`] : []),
      ...(config instanceof Error ? [`${name}: ${messageOf(config)}`] : []),
    ]);
    if (problems.length > 0) throw new Wrong(problems.join('\n'));
    return Promise.resolve(all.map(({ name }) => name).join(', '));
  },
};

const delivery: Check = {
  id: 'delivery',
  title: 'Upload events reach process',
  expected: 'bucket → topic → queue → function, each of which accepts the one before it',
  advice:
    'The named resource differs from the module, and may have been changed by hand or by another stack: apply again. ' +
    "Then redrive the subscription's dead letters, and run a sweep to find uploads whose events were lost.",
  needs: [],
  run: async (run) => {
    const { stack, clients } = run;
    const topic = await topicOf(run);
    const { Attributes: topicAttributes = {} } = await clients.sns.send(
      new GetTopicAttributesCommand({ TopicArn: topic }),
    );
    const bucketArn = `arn:${topic.split(':')[1] ?? 'aws'}:s3:::${stack.bucket}`;
    const bucketCall = { service: 's3.amazonaws.com', action: 'sns:Publish', sourceArn: bucketArn };
    if (!allows(topicAttributes['Policy'], bucketCall)) {
      throw new Wrong(`the policy of ${topic} does not allow S3 to publish for the bucket`);
    }

    const { Attributes: queue = {} } = await clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: stack.config.queues.process, AttributeNames: ['All'] }),
    );
    const queueArn = queue['QueueArn'] ?? '';
    const subscription = await findSubscription(clients.sns, topic, queueArn);
    if (subscription === null) throw new Wrong(`${topic} has no subscription of ${queueArn}`);
    if (subscription.filter !== undefined) {
      throw new Wrong(`the subscription of ${queueArn} is filtered: ${subscription.filter}`);
    }
    if (!allows(queue['Policy'], { service: 'sns.amazonaws.com', action: 'sqs:SendMessage', sourceArn: topic })) {
      throw new Wrong(`the policy of ${queueArn} does not allow SNS to send for the topic`);
    }

    const trigger = stack.functions.process?.triggers.find((each) => each.queueArn === queueArn);
    if (trigger === undefined) throw new Wrong(`the process function has no trigger on ${queueArn}`);
    if (!/^Enabl/.test(trigger.state)) throw new Wrong(`the trigger of process on ${queueArn} is ${trigger.state}`);
    return `${stack.bucket} → ${nameOf(topic)} → ${nameOf(queueArn)} → ${stack.functions.process?.name ?? ''}`;
  },
};

/** The topic that S3 notifies about originals. @throws Wrong if there is none */
export async function topicOf({ stack, clients }: Run): Promise<string> {
  const { TopicConfigurations = [] } = await clients.s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket: stack.bucket }),
  );
  const { prefixes } = stack.config;
  const topics = foldersOf(prefixes).map((folder) => {
    const place = prefixes.originals + folder;
    const found = TopicConfigurations.find(({ Events = [], Filter }) => {
      const prefix = Filter?.Key?.FilterRules?.find(({ Name }) => Name?.toLowerCase() === 'prefix')?.Value ?? '';
      return place.startsWith(prefix) && Events.some((event) => event.startsWith('s3:ObjectCreated:'));
    });
    if (found?.TopicArn !== undefined) return found.TopicArn;
    throw new Wrong(`${stack.bucket} notifies no topic of objects created under ${place === '' ? 'any key' : place}`);
  });
  return topics[0] ?? '';
}

const nameOf = (arn: string): string => arn.split(':').at(-1) ?? arn;

export const wiring = [configuration, delivery];
