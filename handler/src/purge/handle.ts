import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

import { invalidationPaths } from '../invalidation.ts';
import { readPurgeMessage } from '../purge-queue.ts';
import type { Invalidation } from './invalidate.ts';
import type { PurgeMeter } from './metrics.ts';

export interface PurgeOptions {
  readonly invalidate: (messageIds: readonly string[], paths: readonly string[]) => Promise<Invalidation>;
  readonly meter: PurgeMeter;
  readonly log: (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/**
 * Answers one batch with at most one invalidation. While CloudFront is busy the messages go back to the queue, which is no
 * error; whatever is thrown is one, and brings them back as well.
 */
export function createPurge({ invalidate, meter, log }: PurgeOptions) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const changed = new Map<string, string>();
    for (const { messageId, body } of Records) {
      const message = readPurgeMessage(body);
      if ('path' in message) {
        changed.set(messageId, message.path);
      } else {
        // It never gets better: this line is all that is left of it, and the message is done.
        log('warn', 'malformed message', { messageId, reason: message.problem });
      }
    }
    const malformed = Records.length - changed.size;
    if (changed.size === 0) {
      meter({ malformed });
      return { batchItemFailures: [] };
    }
    const ids = [...changed.keys()];
    const wanted = invalidationPaths([...changed.values()]);
    const outcome = await invalidate(ids, wanted);
    if (outcome.state === 'busy') {
      meter({ malformed, postponed: 1 });
      log('warn', 'CloudFront is busy: the batch goes back to the queue', {
        changes: ids.length,
        reason: outcome.reason,
      });
      return { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) };
    }
    meter({ malformed, changes: new Set(changed.values()).size, paths: outcome.paths.length });
    if (outcome.paths === wanted) log('info', 'purged', { changes: ids.length, paths: wanted });
    else log('warn', 'CloudFront refused these paths: everything was purged', { changes: ids.length, refused: wanted });
    return { batchItemFailures: [] };
  };
}
