import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { get, manifestsIn, options, output, put, sqs } from './support/example.ts';

/** What the other team's queue gets, until there is an event about this key. */
async function audited(key: string): Promise<string[]> {
  const bodies: string[] = [];
  return until('the event', async () => {
    const QueueUrl = output('audit_queue');
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return bodies.some((body) => body.includes(key)) ? bodies : null;
  });
}

async function messagesIn(queue: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const wanted = new GetQueueAttributesCommand({ QueueUrl: output(queue), AttributeNames: [...names] });
  const { Attributes = {} } = await sqs.send(wanted);
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

test('Darkroom shares a topic with others: it gets its uploads, and nothing that is theirs', async () => {
  const sns = new SNSClient(options);
  const documents = ['text', '{"order":7}', '{"Records":[{"eventSource":"aws:ses"}]}'];
  for (const Message of documents) await sns.send(new PublishCommand({ TopicArn: output('topic_arn'), Message }));
  sns.destroy();
  await put(output('bucket'), 'originals/sea.jpg', await photograph(2000, 1500));

  await until('the manifest', async () => ((await manifestsIn(output('bucket'))).length > 0 ? true : null));
  expect((await get(`${output('url')}/page/sea.jpg`)).status).toBe(200);
  expect(await audited('originals/sea.jpg')).toEqual(expect.arrayContaining(documents));
  await until('an empty queue', async () => ((await messagesIn('process_queue')) === 0 ? true : null));
  expect(await messagesIn('dead_letter_queue')).toBe(0);
});
