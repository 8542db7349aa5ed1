import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueueTagsCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue as SQS describes it; the counts are SQS's own approximations. */
export interface Queue {
  url: string;
  arn: string;
  name: string;
  /** ARN of this queue's dead-letter queue, if there is one. */
  deadLetterArn: string | undefined;
  /** ARNs of the source queues that its redrive allow policy names. */
  sourceArns: string[];
  tags: Record<string, string>;
  waiting: number;
  /** Messages that were received but are neither deleted nor visible again. */
  inFlight: number;
  /** Messages whose delivery is delayed. */
  delayed: number;
}

/**
 * Looks up a queue by its URL, ARN or name.
 * @throws Error that names the given queue, if it does not exist or may not be read
 */
export async function describeQueue(sqs: SQSClient, given: string): Promise<Queue> {
  try {
    const url = await urlOf(sqs, given);
    const [{ Attributes = {} }, { Tags = {} }] = await Promise.all([
      sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] })),
      sqs.send(new ListQueueTagsCommand({ QueueUrl: url })),
    ]);
    const arn = Attributes['QueueArn'] ?? '';
    const redrive = policy<{ deadLetterTargetArn?: string }>(Attributes['RedrivePolicy']);
    const allow = policy<{ redrivePermission?: string; sourceQueueArns?: string[] }>(Attributes['RedriveAllowPolicy']);
    return {
      url,
      arn,
      name: arn.split(':').at(-1) ?? '',
      deadLetterArn: redrive.deadLetterTargetArn,
      sourceArns: allow.sourceQueueArns ?? [],
      tags: Tags,
      waiting: Number(Attributes['ApproximateNumberOfMessages'] ?? 0),
      inFlight: Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
      delayed: Number(Attributes['ApproximateNumberOfMessagesDelayed'] ?? 0),
    };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new Error(
      `Queue "${given}" can't be read (${reason}). Pass its URL, ARN or name, and check account and region.`,
      {
        cause: error,
      },
    );
  }
}

async function urlOf(sqs: SQSClient, given: string): Promise<string> {
  if (/^https?:\/\//.test(given)) return given;
  const arn = /^arn:[^:]*:sqs:[^:]*:(?<account>\d{12}):(?<name>[^:]+)$/.exec(given)?.groups;
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: arn?.['name'] ?? given, QueueOwnerAWSAccountId: arn?.['account'] }),
  );
  return QueueUrl ?? '';
}

function policy<T extends object>(json: string | undefined): Partial<T> {
  return json === undefined || json === '' ? {} : (JSON.parse(json) as Partial<T>);
}
