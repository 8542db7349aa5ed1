import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeStateMachineCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, PurgeQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';

import { clientOptions } from '../../../local/bucket.ts';
import { turnOff, turnOn } from '../../../ops/render/switch.ts';
import { denyRole, type Mend } from './doctor-faults.ts';
import { destroyRenderingClients, found, STACK } from './rendering.ts';
import { bucket, output, s3, sqs, state } from './stack.ts';

const GUARD = `${STACK}-spend-guard`;
const eventbridge = new EventBridgeClient(clientOptions(state));
const sfn = new SFNClient(clientOptions(state));

export function destroyGuardClients(): void {
  for (const client of [eventbridge, sfn]) client.destroy();
  destroyRenderingClients();
}

/** The roles of the spend guard: of its state machine, and of its rules. */
export const GUARD_ROLES = { machine: `${GUARD}-us-east-1`, rules: `${GUARD}-rule-us-east-1` } as const;

export async function disableGuardRule(which: '' | '-hourly'): Promise<Mend> {
  const Name = `${GUARD}${which}`;
  await eventbridge.send(new DisableRuleCommand({ Name }));
  return () => eventbridge.send(new EnableRuleCommand({ Name }));
}

export async function deleteGuard(): Promise<Mend> {
  const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${GUARD}`;
  const { name, definition, roleArn } = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
  await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
  return () => sfn.send(new CreateStateMachineCommand({ name, definition, roleArn }));
}

/** As `darkroom render off` does it. */
export async function turnRenderingOff(): Promise<Mend> {
  await turnOff(found);
  return () => turnOn(found, null);
}

/** Removes the PNG of the stack's only overlay, or puts another one in its place. */
export async function breakOverlay(how: 'delete' | 'replace'): Promise<Mend> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'overlays/' }));
  const of = { Bucket: bucket, Key: Contents[0]?.Key };
  const { Body, ContentType } = await s3.send(new GetObjectCommand(of));
  const usual = Buffer.from((await Body?.transformToByteArray()) ?? []);
  await s3.send(
    how === 'delete' ? new DeleteObjectCommand(of) : new PutObjectCommand({ ...of, Body: 'another', ContentType }),
  );
  return () => s3.send(new PutObjectCommand({ ...of, Body: usual, ContentType }));
}

/** @param to ARN of the queue that takes its dead letters instead of its own; none does without one */
export async function redirectDeadLetters(queue: 'process' | 'purge', to?: string): Promise<Mend> {
  const QueueUrl = output(`${queue}_queue_url`);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }));
  const RedrivePolicy = to === undefined ? '' : JSON.stringify({ deadLetterTargetArn: to, maxReceiveCount: 5 });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
  return () => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
}

export async function forbidInvalidating(): Promise<Mend> {
  const mend = await denyRole(output('purge_role_name'), 'cloudfront:CreateInvalidation');
  return async () => {
    await mend();
    // Otherwise the tick that failed would keep the next ones waiting for minutes, in its message group.
    await sqs.send(new PurgeQueueCommand({ QueueUrl: output('purge_ticks_queue_url') }));
  };
}
