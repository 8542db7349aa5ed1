import * as z from 'zod/mini';

import { type Cursor, cursorSchema } from './cursor.ts';
import { comparePositions, type Until } from './range.ts';
import { add, nothing, type Tally, tallySchema } from './tally.ts';

/*
 * A sweep in several shards: ranges of positions that are swept at the same time. It begins as one; a shard that goes on
 * in another invocation gives half of what is left to a new one while fewer run than may. The ledger, in the sweep's
 * lease, holds those that have not ended. It only ever cuts a range in two, or takes out one that is done, so each position
 * is in exactly one shard until it was swept.
 */

/** The shard that a sweep begins as. */
export const FIRST_SHARD = '0';

const shardSchema = z.strictObject({
  /** The position that it was begun from, and the shard that gave it away; null for the first. */
  from: z.nullable(cursorSchema),
  by: z.nullable(z.string()),
  until: z.nullable(cursorSchema),
  /** Id of the message that began it: another one is a repetition. Null until then. */
  begun: z.nullable(z.string()),
  tally: tallySchema,
});

export const ledgerSchema = z.strictObject({
  /** Number of the next shard. */
  next: z.int(),
  /** What the shards that have ended counted. */
  ended: tallySchema,
  shards: z.record(z.string(), shardSchema),
});

export type Ledger = z.infer<typeof ledgerSchema>;

/** The ledger of a sweep that has given nothing away: it is not written. */
export const ALONE: Ledger = {
  next: 1,
  ended: nothing,
  shards: { [FIRST_SHARD]: { from: null, by: null, until: null, begun: null, tally: nothing } },
};

/** Reads a ledger from a lease; one that is absent, or that nobody understands, is that of a sweep in one shard. */
export const ledgerIn = (found: unknown): Ledger => ledgerSchema.safeParse(found).data ?? ALONE;

export const runningIn = ({ shards }: Ledger): number => Object.keys(shards).length;

export const untilOf = ({ shards }: Ledger, name: string): Until => shards[name]?.until ?? null;

/** What all shards together have counted. */
export const totalOf = ({ ended, shards }: Ledger): Tally =>
  Object.values(shards).reduce((sum, shard) => add(sum, { ...nothing, ...shard.tally }), { ...nothing, ...ended });

/**
 * Says what a shard has counted since it began.
 * @param begunBy id of the message, if it is one that begins a shard
 * @returns null if it has ended, or was begun by another message
 */
export function renewed(ledger: Ledger, name: string, counted: Tally, begunBy?: string): Ledger | null {
  const shard = ledger.shards[name];
  if (shard === undefined) return null;
  if (begunBy !== undefined && shard.begun !== null && shard.begun !== begunBy) return null;
  const begun = begunBy ?? shard.begun;
  return { ...ledger, shards: { ...ledger.shards, [name]: { ...shard, begun, tally: counted } } };
}

/** Gives what is behind a position to a new shard. @returns null if the position is not within the shard any more */
export function given(ledger: Ledger, name: string, at: Cursor): Ledger | null {
  const shard = ledger.shards[name];
  if (shard === undefined || (shard.until !== null && comparePositions(at, shard.until) >= 0)) return null;
  const child = { from: at, by: name, until: shard.until, begun: null, tally: nothing };
  return {
    ...ledger,
    next: ledger.next + 1,
    shards: { ...ledger.shards, [name]: { ...shard, until: at }, [String(ledger.next)]: child },
  };
}

/** Takes out a shard that has been swept to its end. */
export function ended(ledger: Ledger, name: string, counted: Tally): Ledger {
  const { [name]: shard, ...shards } = ledger.shards;
  return shard === undefined ? ledger : { ...ledger, ended: add({ ...nothing, ...ledger.ended }, counted), shards };
}

/** The shards that one has given away and that have not begun: their message may have been lost with its sender. */
export const notBegun = ({ shards }: Ledger, by: string): { shard: string; from: Cursor }[] =>
  Object.entries(shards).flatMap(([shard, { from, begun, by: giver }]) =>
    giver === by && begun === null && from !== null ? [{ shard, from }] : [],
  );
