import { SendMessageCommand } from '@aws-sdk/client-sqs';

import { type StartMessage, startMessage } from '../../handler/src/sweep/message.ts';
import { sweepQueueOf } from '../stack/dead-letters.ts';
import type { Found } from '../with-stack.ts';

/**
 * Sends the message that starts a sweep.
 * @returns the sweep's id
 * @throws Error if the stack has no sweep
 */
export async function startSweep(found: Found, options: Omit<StartMessage, 'sweep'>): Promise<string> {
  const url = sweepQueueOf(found);
  if (url === undefined) throw new Error(`${found.stack.name} has no sweep: set \`sweep\`, and apply.`);
  const answer = await found.clients.sqs.send(
    new SendMessageCommand({ QueueUrl: url, MessageBody: startMessage(options) }),
  );
  return answer.MessageId ?? '';
}
