import { GetQueueAttributesCommand, GetQueueUrlCommand, ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { describeQueue } from '../../../ops/redrive/queue.ts';

const url = 'https://sqs.eu-west-1.amazonaws.com/123456789012/dead';
const mock = mockClient(SQSClient);
const client = new SQSClient({ region: 'eu-west-1' });

beforeEach(() => {
  mock.reset();
  mock.on(GetQueueUrlCommand, { QueueName: 'dead' }).resolves({ QueueUrl: url });
  mock.on(ListQueueTagsCommand, { QueueUrl: url }).resolves({ Tags: { a: 'b' } });
  mock.on(GetQueueAttributesCommand, { QueueUrl: url }).resolves({
    Attributes: {
      QueueArn: 'arn:aws:sqs:eu-west-1:123456789012:dead',
      ApproximateNumberOfMessages: '7',
      ApproximateNumberOfMessagesNotVisible: '2',
      ApproximateNumberOfMessagesDelayed: '1',
      RedrivePolicy: '{"deadLetterTargetArn":"arn:further","maxReceiveCount":5}',
      RedriveAllowPolicy: '{"redrivePermission":"byQueue","sourceQueueArns":["arn:source"]}',
    },
  });
});

describe('a queue is described the same', () => {
  test.each([
    ['by URL', url],
    ['by name', 'dead'],
    ['by ARN', 'arn:aws:sqs:eu-west-1:123456789012:dead'],
  ])('%s', async (_, given) => {
    expect(await describeQueue(client, given)).toEqual({
      url,
      arn: 'arn:aws:sqs:eu-west-1:123456789012:dead',
      name: 'dead',
      deadLetterArn: 'arn:further',
      sourceArns: ['arn:source'],
      tags: { a: 'b' },
      waiting: 7,
      inFlight: 2,
      delayed: 1,
    });
  });
});

test('a queue without policies has no source and no dead-letter queue', async () => {
  mock
    .on(GetQueueAttributesCommand)
    .resolves({ Attributes: { QueueArn: 'arn:aws:sqs:r:1:dead', RedriveAllowPolicy: '' } });
  expect(await describeQueue(client, url)).toMatchObject({ deadLetterArn: undefined, sourceArns: [] });
});

test('an unknown queue is refused with its name and what to do', async () => {
  mock.on(GetQueueUrlCommand).rejects(new Error('The specified queue does not exist.'));
  await expect(describeQueue(client, 'typo')).rejects.toThrow(/"typo".*does not exist.*URL, ARN or name/);
});
