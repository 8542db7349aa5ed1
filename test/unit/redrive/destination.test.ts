import { describe, expect, test } from '@jest/globals';

import { DESTINATION_TAG, findDestination } from '../../../ops/redrive/destination.ts';
import type { Queue } from '../../../ops/redrive/queue.ts';

const arn = (name: string) => `arn:aws:sqs:eu-west-1:123456789012:${name}`;
const queue = (name: string, more: Partial<Queue> = {}): Queue => ({
  url: `https://sqs/${name}`,
  arn: arn(name),
  name,
  deadLetterArn: undefined,
  sourceArns: [],
  tags: {},
  waiting: 0,
  inFlight: 0,
  delayed: 0,
  ...more,
});

const process = queue('process', { deadLetterArn: arn('process-dead') });
const known = [process, queue('other'), queue('group.fifo')];
const describeIt = (given: string) => {
  const found = known.find(({ arn, name }) => arn === given || name === given);
  return found ? Promise.resolve(found) : Promise.reject(new Error(`no queue ${given}`));
};
const find = (from: Queue, to?: string) => findDestination(from, to, describeIt);

describe('where dead letters belong', () => {
  test('is the source in the allow policy, if its redrive policy agrees', async () => {
    const { queue: to, because } = await find(queue('process-dead', { sourceArns: [arn('process')] }));
    expect([to.name, because]).toEqual(['process', 'its source, by redrive policy']);
  });

  test('is the queue in the tag, for a subscription without a source queue', async () => {
    const { queue: to } = await find(queue('subscription-dead', { tags: { [DESTINATION_TAG]: arn('process') } }));
    expect(to.name).toBe('process');
  });

  test('is the one that the operator names, with precedence', async () => {
    const from = queue('process-dead', { sourceArns: [arn('process')], tags: { [DESTINATION_TAG]: arn('process') } });
    expect((await find(from, 'other')).queue.name).toBe('other');
  });

  test.each([
    ['nothing says so', queue('lonely'), undefined, /0 source queues\. Name it with --to/],
    [
      'several sources share it',
      queue('shared', { sourceArns: [arn('process'), arn('other')] }),
      undefined,
      /2 source queues/,
    ],
    [
      'the source has another dead-letter queue',
      queue('stale', { sourceArns: [arn('process')] }),
      undefined,
      /process-dead/,
    ],
    ['the source has none', queue('stale', { sourceArns: [arn('other')] }), undefined, /go to no queue/],
    ['the tag leads nowhere', queue('x', { tags: { [DESTINATION_TAG]: arn('gone') } }), undefined, /no queue .*gone/],
    ['it would be emptied into itself', queue('process', { sourceArns: [] }), 'process', /into itself/],
    ['the destination is FIFO', queue('x'), 'group.fifo', /FIFO/],
  ])('is not guessed when %s', async (_, from, to, message) => {
    await expect(find(from, to)).rejects.toThrow(message);
  });
});
