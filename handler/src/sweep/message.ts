import * as z from 'zod/mini';

import { asciiJson } from '../json.ts';
import { type Cursor, cursorSchema, startOf } from './cursor.ts';
import { FIRST_SHARD } from './shards.ts';
import { nothing, type Tally, tallySchema } from './tally.ts';

const count = z.int().check(z.minimum(0));

/** What a sweep's load is bounded by, where it is not by the configuration: see `sweep` there. */
const pace = { rate: z.optional(z.int().check(z.minimum(1))), backlog: z.optional(z.int().check(z.minimum(1))) };

/**
 * The message that starts a sweep, from the schedule or an operator. `change` names the change of presets that the sweep
 * is for: such a sweep waits for one that is under way, which may have passed originals that the change concerns.
 */
const startSchema = z.strictObject({
  sweep: z.literal('start'),
  dryRun: z.optional(z.boolean()),
  change: z.optional(z.string()),
  ...pace,
});

/** The message that a sweep sends to itself when it runs out of time or waits for the process queue. */
const continueSchema = z.strictObject({
  sweep: z.literal('continue'),
  id: z.string(),
  begun: count,
  dryRun: z.boolean(),
  cursor: cursorSchema,
  tally: tallySchema,
  /** The shard, unless it is the first. */
  shard: z.optional(z.string()),
  /** Whether it begins the shard. */
  begins: z.optional(z.boolean()),
  ...pace,
});

export type StartMessage = z.infer<typeof startSchema>;

const messageSchema = z.discriminatedUnion('sweep', [startSchema, continueSchema]);

export interface SweepSlice {
  /** Id of the sweep: that of the message that started it. */
  readonly id: string;
  /** When the sweep began, in milliseconds since 1970: the same in all its slices. */
  readonly begun: number;
  /** Whether it only counts, and queues nothing. */
  readonly dryRun: boolean;
  /** Whether it has not begun, and waits for another sweep rather than give way to it. */
  readonly mustRun: boolean;
  readonly pace: { readonly rate: number | undefined; readonly backlog: number | undefined };
  readonly cursor: Cursor;
  /** Of the previous slices of the same shard. */
  readonly tally: Tally;
  readonly shard: string;
  /** Id of the message if it is the one that begins the shard, and the shard is not the first. */
  readonly begins: string | undefined;
  /** Whether a slice of the same shard has come before. */
  readonly goesOn: boolean;
}

/**
 * @param messageId of the message with this body; a redelivery keeps it
 * @param now milliseconds since 1970
 * @throws ZodError or SyntaxError: only the schedule, an operator or the sweep itself writes to this queue.
 */
export function readSlice(body: string, messageId: string, now: number): SweepSlice {
  const message = messageSchema.parse(JSON.parse(body));
  const given = { rate: message.rate, backlog: message.backlog };
  if (message.sweep === 'start') {
    const dryRun = message.dryRun ?? false;
    return {
      id: messageId,
      begun: now,
      dryRun,
      mustRun: message.change !== undefined,
      pace: given,
      cursor: startOf('manifests'),
      tally: nothing,
      shard: FIRST_SHARD,
      begins: undefined,
      goesOn: false,
    };
  }
  const { id, begun, dryRun, cursor, tally, shard = FIRST_SHARD, begins = false } = message;
  const of = { shard, begins: begins ? messageId : undefined, goesOn: !begins };
  return { id, begun, dryRun, mustRun: false, pace: given, cursor, tally, ...of };
}

/** @public for the operator's tools: ops/sweep/start.ts */
export const startMessage = (options: Omit<StartMessage, 'sweep'>): string => asciiJson({ sweep: 'start', ...options });

type Rest = Pick<SweepSlice, 'id' | 'begun' | 'dryRun' | 'pace' | 'cursor' | 'tally'> & {
  readonly shard?: string;
  readonly begins?: string | undefined;
};

/** @param rest of which `begins`, if it is there at all, tells that the message begins the shard */
export const continueMessage = ({ id, begun, dryRun, pace, cursor, tally, shard, begins }: Rest): string =>
  asciiJson({
    sweep: 'continue',
    id,
    begun,
    dryRun,
    cursor,
    tally,
    ...(shard !== undefined && shard !== FIRST_SHARD && { shard }),
    ...(begins !== undefined && { begins: true }),
    ...pace,
  } satisfies z.infer<typeof continueSchema>);
