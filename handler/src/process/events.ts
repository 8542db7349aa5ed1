import * as z from 'zod/mini';

import { messageOf } from '../errors.ts';
import { parseJson } from '../json.ts';
import { type Finding, readDocument, type Watched } from './documents.ts';

export type { Watched };

/** A message of the process queue. */
export interface Message {
  readonly id: string;
  /** How often the queue has delivered it, including this time. */
  readonly receives: number;
}

export type ReadFinding = Finding & {
  readonly message: Message | null;
  /** The beginning of a message that cannot be parsed: the message is about to be deleted. */
  readonly excerpt?: string;
};

export interface Invocation {
  /** `queue`: failures are reported per message. `direct`: a failure is thrown, so that Lambda retries. */
  readonly source: 'queue' | 'direct';
  readonly findings: readonly ReadFinding[];
}

const LONGEST_EXCERPT_CHARACTERS = 1_000;

const queueSchema = z.object({
  Records: z.array(z.object({ eventSource: z.literal('aws:sqs') })).check(z.minLength(1)),
});

const messageSchema = z.object({
  messageId: z.string(),
  body: z.string(),
  attributes: z.optional(z.object({ ApproximateReceiveCount: z.optional(z.string()) })),
});

const topicSchema = z.object({
  Records: z
    .array(z.object({ EventSource: z.literal('aws:sns'), Sns: z.object({ Message: z.string() }) }))
    .check(z.minLength(1)),
});

/**
 * Parses everything that Lambda may be invoked with: a batch of queue messages, a notification from a topic or a
 * bucket, an EventBridge event. Never throws: unusable input is a finding of its own and does not affect the others.
 */
export function readInvocation(event: unknown, watched: Watched): Invocation {
  if (queueSchema.safeParse(event).success) {
    const { Records } = event as { Records: unknown[] };
    return { source: 'queue', findings: Records.flatMap((record) => readMessage(record, watched)) };
  }
  const topic = topicSchema.safeParse(event);
  const documents = topic.success ? topic.data.Records.map(({ Sns }) => parseJson(Sns.Message)) : [event];
  const findings = documents.flatMap((document) => readDocument(document, watched));
  return { source: 'direct', findings: findings.map((finding) => ({ ...finding, message: null })) };
}

function readMessage(record: unknown, watched: Watched): ReadFinding[] {
  const parsed = messageSchema.safeParse(record);
  if (!parsed.success) {
    return [{ kind: 'malformed', reason: `a queue record without ${missing(parsed.error)}`, message: null }];
  }
  const { messageId, body, attributes } = parsed.data;
  const receives = Number(attributes?.ApproximateReceiveCount ?? 1);
  const message = { id: messageId, receives: Number.isSafeInteger(receives) && receives > 0 ? receives : 1 };
  return readBody(body, watched).map((finding) => ({
    ...finding,
    message,
    ...(finding.kind === 'malformed' ? { excerpt: body.slice(0, LONGEST_EXCERPT_CHARACTERS) } : {}),
  }));
}

function readBody(body: string, watched: Watched): Finding[] {
  if (body.trim() === '') return [{ kind: 'ignored', reason: 'empty' }];
  try {
    return readDocument(JSON.parse(body), watched);
  } catch (error) {
    return [{ kind: 'malformed', reason: `the message is not JSON: ${messageOf(error)}` }];
  }
}

const missing = (error: z.core.$ZodError): string => error.issues.map(({ path }) => path.join('.')).join(', ');
