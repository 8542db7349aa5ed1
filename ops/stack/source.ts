import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetBucketNotificationConfigurationCommand, type TopicConfiguration } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';

import { foldersOf } from '../../handler/src/keys.ts';
import { Wrong } from '../doctor/check.ts';
import { allowedSources, allows } from '../doctor/policy.ts';
import type { Found } from '../with-stack.ts';
import { findSubscription, type Subscription } from './queues.ts';

/** How S3's events about originals reach the process queue. */
export interface Source {
  /** Of the topic or rule between bucket and queue. */
  readonly name: string;
  /** Of the same. */
  readonly arn: string;
  /** Of the topic; undefined if there is none, but a rule. */
  readonly topicArn: string | undefined;
  readonly queueArn: string;
  /** ARN of the queue for events that could not be delivered. */
  readonly deadLetterArn: string | undefined;
}

const RULES = 'events.amazonaws.com';

/** Follows the events from the bucket to the process queue. @throws Wrong at the first link that is broken */
export async function sourceOf(run: Found): Promise<Source> {
  const { stack, clients } = run;
  const { TopicConfigurations = [], EventBridgeConfiguration } = await clients.s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket: stack.bucket }),
  );
  const { Attributes: queue = {} } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: stack.config.queues.process, AttributeNames: ['All'] }),
  );
  const queueArn = queue['QueueArn'] ?? '';
  const policy = queue['Policy'];
  const [rule] = allowedSources(policy, { service: RULES, action: 'sqs:SendMessage' });
  if (rule === undefined) return byTopic(run, topicOf(run, TopicConfigurations), queueArn, policy);
  if (EventBridgeConfiguration === undefined) {
    throw new Wrong(
      `${queueArn} expects events of ${rule}, but ${stack.bucket} does not send its events to EventBridge`,
    );
  }
  return byRule(run, rule, queueArn);
}

async function byTopic(run: Found, topic: string, queueArn: string, queuePolicy: string | undefined): Promise<Source> {
  const { stack, clients } = run;
  const { Attributes = {} } = await clients.sns.send(new GetTopicAttributesCommand({ TopicArn: topic }));
  const sourceArn = `arn:${topic.split(':')[1] ?? 'aws'}:s3:::${stack.bucket}`;
  if (!allows(Attributes['Policy'], { service: 's3.amazonaws.com', action: 'sns:Publish', sourceArn })) {
    throw new Wrong(`the policy of ${topic} does not allow S3 to publish for the bucket`);
  }
  const subscription = await findSubscription(clients.sns, topic, queueArn);
  if (subscription === null) throw new Wrong(`${topic} has no subscription of ${queueArn}`);
  if (!letsOriginalsThrough(run, subscription)) {
    throw new Wrong(`the subscription of ${queueArn} is filtered: ${subscription.filter ?? ''}`);
  }
  if (!allows(queuePolicy, { service: 'sns.amazonaws.com', action: 'sqs:SendMessage', sourceArn: topic })) {
    throw new Wrong(`the policy of ${queueArn} does not allow SNS to send for the topic`);
  }
  return {
    name: topic.split(':').at(-1) ?? topic,
    arn: topic,
    topicArn: topic,
    queueArn,
    deadLetterArn: subscription.deadLetterArn,
  };
}

async function byRule({ clients }: Found, rule: string, queueArn: string): Promise<Source> {
  const [Name = '', EventBusName = 'default'] = rule.split('/').slice(1).reverse();
  const { State } = await clients.eventbridge.send(new DescribeRuleCommand({ Name, EventBusName }));
  if (State !== 'ENABLED') throw new Wrong(`${rule} is ${State ?? 'in no state'}`);
  const wanted = new ListTargetsByRuleCommand({ Rule: Name, EventBusName });
  const { Targets = [] } = await clients.eventbridge.send(wanted);
  const target = Targets.find(({ Arn }) => Arn === queueArn);
  if (target === undefined) throw new Wrong(`${rule} does not have ${queueArn} as a target`);
  return {
    name: Name,
    arn: rule,
    topicArn: undefined,
    queueArn,
    deadLetterArn: target.DeadLetterConfig?.Arn,
  };
}

/** The topic that S3 notifies about originals. @throws Wrong if there is none */
function topicOf({ stack }: Found, configurations: readonly TopicConfiguration[]): string {
  const topics = placesOf(stack).map((place) => {
    const found = configurations.find(({ Events = [], Filter }) => {
      const prefix = Filter?.Key?.FilterRules?.find(({ Name }) => Name?.toLowerCase() === 'prefix')?.Value ?? '';
      return place.startsWith(prefix) && Events.some((event) => event.startsWith('s3:ObjectCreated:'));
    });
    if (found?.TopicArn !== undefined) return found.TopicArn;
    throw new Wrong(`${stack.bucket} notifies no topic of objects created under ${place === '' ? 'any key' : place}`);
  });
  return topics[0] ?? '';
}

/** The part of a filter that modules/notifications writes, for a topic that others own. */
interface Filter {
  Records?: { s3?: { bucket?: { name?: string[] }; object?: { key?: { prefix: string }[] } } };
}

function letsOriginalsThrough({ stack }: Found, { filter, scope }: Subscription): boolean {
  if (filter === undefined) return true;
  const { bucket, object } = (JSON.parse(filter) as Filter).Records?.s3 ?? {};
  if (scope !== 'MessageBody' || !bucket?.name?.includes(stack.bucket)) return false;
  const prefixes = object?.key?.map(({ prefix }) => prefix) ?? [''];
  return placesOf(stack).every((place) => prefixes.some((prefix) => place.startsWith(prefix)));
}

const placesOf = ({ config }: Found['stack']): string[] =>
  foldersOf(config.prefixes).map((folder) => config.prefixes.originals + folder);
