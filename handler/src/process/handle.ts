import type { Logger } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse } from 'aws-lambda';

import { messageOf } from '../errors.ts';
import type { Delivery } from '../reconcile/delivery.ts';
import type { Outcome } from '../reconcile/outcome.ts';
import { type Message, type ReadFinding, readInvocation, type Watched } from './events.ts';
import type { Meter } from './metrics.ts';

export interface InvocationOptions {
  readonly watched: Watched;
  /** Reconciles one path; throws errors that are worth retrying. */
  readonly reconcile: (path: string, delivery: Delivery) => Promise<Outcome>;
  readonly logger: Logger;
  readonly meter: Meter;
}

interface Work {
  readonly path: string;
  readonly messages: (Message & { readonly since: number | undefined })[];
}

/**
 * Handles one invocation of `process`. Each distinct original is reconciled once. They run one after the other, because
 * one transform already uses the available memory, and a failure of one does not affect the others. Messages of
 * originals that failed return to the queue; all others are acknowledged.
 * @throws AggregateError if something failed that no queue will deliver again, so that Lambda retries the whole event
 */
export function createInvocation({ watched, reconcile, logger, meter }: InvocationOptions) {
  return async (event: unknown): Promise<SQSBatchResponse | undefined> => {
    const { source, findings } = readInvocation(event, watched);
    findings.forEach(noteUnusable);
    const failures: unknown[] = [];
    const failed = new Set<string>();
    for (const { path, messages } of workOf(findings)) {
      try {
        await lookAt(path, deliveryOf(messages));
      } catch (error) {
        failures.push(error);
        messages.forEach(({ id }) => failed.add(id));
      }
    }
    meter.flush();
    if (source === 'queue') return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
    if (failures.length === 0) return undefined;
    throw new AggregateError(failures, `${failures.length} original(s) failed: ${failures.map(messageOf).join('; ')}`);
  };

  async function lookAt(path: string, delivery: Delivery): Promise<void> {
    const { receives } = delivery;
    const start = performance.now();
    try {
      const outcome = await reconcile(path, delivery);
      const milliseconds = Math.round(performance.now() - start);
      meter.outcome(outcome, milliseconds);
      logger.info(outcome.result, { ...outcome, milliseconds, receives });
    } catch (error) {
      meter.count('failed');
      logger.error('failed', { path, receives, milliseconds: Math.round(performance.now() - start), error });
      throw error;
    }
  }

  function noteUnusable(finding: ReadFinding): void {
    if (finding.kind === 'reconcile') return;
    meter.count(finding.kind);
    const fields = { reason: finding.reason, messageId: finding.message?.id, excerpt: finding.excerpt };
    // Retrying cannot fix a malformed event: it is acknowledged, and this line is its only record.
    if (finding.kind === 'malformed') logger.warn('malformed event', fields);
    else logger.info('ignored event', fields);
  }
}

/** The delivery of all messages of a path together: they are acknowledged together. */
function deliveryOf(messages: Work['messages']): Delivery {
  const times = messages.map(({ since }) => since).filter((since) => since !== undefined);
  return {
    receives: Math.max(1, ...messages.map(({ receives }) => receives)),
    since: times.length === 0 ? undefined : Math.min(...times),
  };
}

function workOf(findings: readonly ReadFinding[]): Work[] {
  const byPath = new Map<string, Work>();
  for (const finding of findings) {
    if (finding.kind !== 'reconcile') continue;
    const work = byPath.get(finding.path) ?? { path: finding.path, messages: [] };
    byPath.set(finding.path, work);
    if (finding.message) work.messages.push({ ...finding.message, since: finding.since });
  }
  return [...byPath.values()];
}
