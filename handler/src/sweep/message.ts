import * as z from 'zod/mini';

import { asciiJson } from '../json.ts';
import { cursorSchema, pack, startOf, unpack, type Cursor } from './cursor.ts';
import { nothing, type Tally } from './tally.ts';

const count = z.int().check(z.minimum(0));

/** What the schedule sends, and whoever wants a sweep now. */
const startSchema = z.strictObject({ sweep: z.literal('start'), dryRun: z.optional(z.boolean()) });

/** What a sweep that ran out of time, or waits for the queue to empty, sends to itself. */
const goOnSchema = z.strictObject({
  sweep: z.literal('go-on'),
  id: z.string(),
  dryRun: z.boolean(),
  cursor: cursorSchema,
  tally: z.strictObject({ looked: count, missing: count, stale: count, outdated: count, orphaned: count }),
});

const messageSchema = z.discriminatedUnion('sweep', [startSchema, goOnSchema]);

export interface Leg {
  /** Of the sweep: that of the message that began it. */
  readonly id: string;
  /** Whether it only counts, and queues nothing. */
  readonly dryRun: boolean;
  readonly cursor: Cursor;
  /** Of the legs before. */
  readonly tally: Tally;
}

/**
 * @param messageId of the message with this body, which a delivery again does not change
 * @throws ZodError or SyntaxError: nobody but the schedule, an operator or the sweep itself writes here.
 */
export function readLeg(body: string, messageId: string): Leg {
  const message = messageSchema.parse(JSON.parse(body));
  if (message.sweep === 'start') {
    return { id: messageId, dryRun: message.dryRun ?? false, cursor: startOf('manifests'), tally: nothing };
  }
  const { id, dryRun, cursor, tally } = message;
  return { id, dryRun, cursor: unpack(cursor), tally };
}

export const goOnMessage = ({ id, dryRun, cursor, tally }: Leg): string =>
  asciiJson({ sweep: 'go-on', id, dryRun, cursor: pack(cursor), tally } satisfies z.infer<typeof goOnSchema>);
