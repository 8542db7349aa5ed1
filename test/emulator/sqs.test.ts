import {
  CreateQueueCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { clientOptions } from '../../local/bucket.ts';
import { stopEmulator } from '../../local/emulator.ts';
import type { Home } from '../../local/paths.ts';
import { startOwn } from './support/own-emulator.ts';

const MOST = 262_144;

let home: Home;
let sqs: SQSClient;
let QueueUrl: string | undefined;

beforeAll(async () => {
  const own = await startOwn('sqs-refusals');
  home = own.home;
  sqs = new SQSClient({ ...clientOptions(own.state), maxAttempts: 1 });
  ({ QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'queue' })));
});

afterAll(() => stopEmulator(home));

describe('a message', () => {
  test('of 262,144 bytes is accepted, one byte more is refused', async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(MOST) }));
    await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(MOST + 1) }))).rejects.toThrow(
      'Message must be shorter than 262144 bytes',
    );
  });

  test('is measured with its attributes', async () => {
    const MessageAttributes = { name: { DataType: 'String', StringValue: 'value' } };
    const body = (bytes: number) => 'x'.repeat(bytes - 'nameStringvalue'.length);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body(MOST), MessageAttributes }));
    await expect(
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body(MOST + 1), MessageAttributes })),
    ).rejects.toThrow('262144');
  });

  test('is refused with its whole batch if the batch is longer', async () => {
    const entries = (bytes: number) => ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(bytes) }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries(MOST / 2) }));
    await expect(
      sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries(MOST / 2 + 1) })),
    ).rejects.toMatchObject({ message: expect.stringContaining('You have sent 262146 bytes') as unknown });
  });
});

describe('a queue', () => {
  const arns = Array.from({ length: 11 }, (_, number) => `arn:aws:sqs:us-east-1:000000000000:queue-${number}`);

  test.each<[string, Record<string, string>]>([
    ['an unknown attribute', { VisibilityTimeOut: '30' }],
    ['a policy that is not JSON', { Policy: 'none' }],
    ['a policy without statements', { Policy: '{"Version":"2012-10-17"}' }],
    ['a redrive allow policy that names eleven queues', { RedriveAllowPolicy: byQueue(arns) }],
    ['a redrive allow policy that names none', { RedriveAllowPolicy: byQueue([]) }],
    ['two encryptions at once', { KmsMasterKeyId: 'alias/aws/sqs', SqsManagedSseEnabled: 'true' }],
  ])('is refused %s, when it is created and when it is changed', async (_, Attributes) => {
    const made = sqs.send(new CreateQueueCommand({ QueueName: 'refused', Attributes }));
    await expect(made).rejects.toMatchObject({ name: expect.stringMatching(/^InvalidAttribute/) as unknown });
    const changed = sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    await expect(changed).rejects.toMatchObject({ name: expect.stringMatching(/^InvalidAttribute/) as unknown });
  });

  test('accepts what AWS accepts', async () => {
    const Attributes = { RedriveAllowPolicy: byQueue(arns.slice(0, 10)), SqsManagedSseEnabled: 'true', Policy: '' };
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  });
});

function byQueue(sourceQueueArns: readonly string[]): string {
  return JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns });
}
