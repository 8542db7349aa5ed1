import * as z from 'zod/mini';

import { parseJson } from '../json.ts';
import { createKeys, formDecode, type Prefixes } from '../keys.ts';
import { reconcileMessageSchema } from '../messages/reconcile.ts';

/** Which bucket and prefixes belong to this stack. */
export interface Watched {
  readonly bucket: string;
  readonly prefixes: Prefixes;
}

export type IgnoredReason =
  'test_event' | 'empty' | 'other_document' | 'other_event' | 'other_bucket' | 'other_key' | 'own_output' | 'prefix';

/** What one event means. A malformed event can never be understood, so it is logged and acknowledged, not retried. */
export type Finding =
  | {
      readonly kind: 'reconcile';
      readonly path: string;
      /** Since when there is this event, by its own words, in milliseconds since 1970; absent if it does not say. */
      readonly since?: number;
    }
  | { readonly kind: 'ignored'; readonly reason: IgnoredReason }
  | { readonly kind: 'malformed'; readonly reason: string };

// Schemas are loose: AWS adds fields within a version. Only the fields that are used must be present.
const notificationSchema = z.object({ Type: z.literal('Notification'), Message: z.string() });
const testEventSchema = z.object({ Event: z.literal('s3:TestEvent') });
const recordsSchema = z.object({ Records: z.array(z.unknown()) });
// A topic that several teams share carries their documents too: each is theirs to understand.
const foreignSchema = z.looseObject({
  type: z.optional(z.unknown().check(z.refine((type) => type !== 'reconcile'))),
  Type: z.optional(z.unknown().check(z.refine((type) => type !== 'Notification'))),
});
const foreignRecordSchema = z.object({ eventSource: z.string().check(z.refine((source) => source !== 'aws:s3')) });
const recordSchema = z.object({
  eventSource: z.literal('aws:s3'),
  eventName: z.string(),
  eventTime: z.optional(z.unknown()),
  s3: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
});
const bridgeSchema = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.string(),
  time: z.optional(z.unknown()),
  detail: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
});

const WATCHED_EVENTS = /^(s3:)?(ObjectCreated|ObjectRemoved|LifecycleExpiration|ObjectRestore):/;
const WATCHED_DETAIL_TYPES = new Set(['Object Created', 'Object Deleted', 'Object Restore Completed']);
// EventBridge to a topic to a queue is the deepest nesting that makes sense; anything deeper is not genuine.
const DEEPEST_ENVELOPE = 3;

/** What a parsed event says, whichever service sent it and however it is wrapped. */
export function readDocument(document: unknown, watched: Watched, depth = 0): Finding[] {
  const notification = notificationSchema.safeParse(document);
  if (notification.success && depth < DEEPEST_ENVELOPE) {
    return readDocument(parseJson(notification.data.Message), watched, depth + 1);
  }
  if (testEventSchema.safeParse(document).success) return [{ kind: 'ignored', reason: 'test_event' }];
  const look = reconcileMessageSchema.safeParse(document);
  if (look.success) return [wellFormed(look.data.path, look.data.due)];
  const bridge = bridgeSchema.safeParse(document);
  if (bridge.success) {
    const { 'detail-type': type, detail, time } = bridge.data;
    // Unlike S3's own notifications, EventBridge does not encode keys.
    return [sift(WATCHED_DETAIL_TYPES.has(type), detail.bucket.name, () => detail.object.key, watched, time)];
  }
  const records = recordsSchema.safeParse(document);
  if (!records.success) {
    if (foreignSchema.safeParse(document).success) return [{ kind: 'ignored', reason: 'other_document' }];
    return [{ kind: 'malformed', reason: 'neither an S3 event nor a reconcile message' }];
  }
  if (records.data.Records.length === 0) return [{ kind: 'ignored', reason: 'empty' }];
  return records.data.Records.map((record) => readRecord(record, watched));
}

function readRecord(record: unknown, watched: Watched): Finding {
  if (foreignRecordSchema.safeParse(record).success) return { kind: 'ignored', reason: 'other_document' };
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'everything').join(', ');
    return { kind: 'malformed', reason: `an S3 record without a usable ${fields}` };
  }
  const { eventName, eventTime, s3 } = parsed.data;
  return sift(WATCHED_EVENTS.test(eventName), s3.bucket.name, () => formDecode(s3.object.key), watched, eventTime);
}

/** @param time of the event, as it says */
function sift(
  watchedEvent: boolean,
  bucket: string,
  decodeKey: () => string,
  watched: Watched,
  time: unknown,
): Finding {
  if (bucket !== watched.bucket) return { kind: 'ignored', reason: 'other_bucket' };
  if (!watchedEvent) return { kind: 'ignored', reason: 'other_event' };
  let key: string;
  try {
    key = decodeKey();
  } catch {
    return { kind: 'malformed', reason: 'an object key whose percent-encoding is not UTF-8' };
  }
  const path = createKeys(watched.prefixes).pathOfOriginal(key);
  if (path !== null) return wellFormed(path, typeof time === 'string' ? Date.parse(time) : undefined);
  const { variants, manifests, locks } = watched.prefixes;
  const ours = [variants, manifests, locks].some((prefix) => key.startsWith(prefix));
  return { kind: 'ignored', reason: ours ? 'own_output' : 'other_key' };
}

/**
 * S3 keys are UTF-8: a lone surrogate is not valid, and would be sent as a different key from the one received. An
 * object named exactly like the prefix, which consoles create as a folder, is not an original: it has no path for a
 * manifest or a URL.
 */
function wellFormed(path: string, since = NaN): Finding {
  if (path === '') return { kind: 'ignored', reason: 'prefix' };
  return /\p{Surrogate}/u.test(path)
    ? { kind: 'malformed', reason: 'a path that is not well-formed Unicode' }
    : { kind: 'reconcile', path, ...(Number.isFinite(since) && { since }) };
}
