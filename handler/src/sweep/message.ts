import * as z from 'zod/mini';

import { asciiJson } from '../json.ts';
import { type Cursor, cursorSchema, startOf } from './cursor.ts';
import { COUNTS, nothing, type Tally } from './tally.ts';

const count = z.int().check(z.minimum(0));

/** What the schedule sends, and whoever wants a sweep now. */
const startSchema = z.strictObject({ sweep: z.literal('start'), dryRun: z.optional(z.boolean()) });

/** What a sweep that ran out of time, or waits for the queue to empty, sends to itself. */
const continueSchema = z.strictObject({
  sweep: z.literal('continue'),
  id: z.string(),
  begun: count,
  dryRun: z.boolean(),
  cursor: cursorSchema,
  tally: z.record(z.enum(COUNTS), count),
});

const messageSchema = z.discriminatedUnion('sweep', [startSchema, continueSchema]);

export interface SweepSlice {
  /** Of the sweep: that of the message that began it. */
  readonly id: string;
  /** When the sweep began, in milliseconds since 1970: the same in all its slices. */
  readonly begun: number;
  /** Whether it only counts, and queues nothing. */
  readonly dryRun: boolean;
  readonly cursor: Cursor;
  /** Of the slices before. */
  readonly tally: Tally;
}

/**
 * @param messageId of the message with this body, which a delivery again does not change
 * @param now milliseconds since 1970
 * @throws ZodError or SyntaxError: nobody but the schedule, an operator or the sweep itself writes here.
 */
export function readSlice(body: string, messageId: string, now: number): SweepSlice {
  const message = messageSchema.parse(JSON.parse(body));
  if (message.sweep === 'start') {
    const dryRun = message.dryRun ?? false;
    return { id: messageId, begun: now, dryRun, cursor: startOf('manifests'), tally: nothing };
  }
  const { id, begun, dryRun, cursor, tally } = message;
  return { id, begun, dryRun, cursor, tally };
}

export const continueMessage = ({ id, begun, dryRun, cursor, tally }: SweepSlice): string =>
  asciiJson({ sweep: 'continue', id, begun, dryRun, cursor, tally } satisfies z.infer<typeof continueSchema>);
