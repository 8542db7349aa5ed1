import { FilterLogEventsCommand, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod/mini';

import type { Found } from '../with-stack.ts';

/** An original that process rejected, as its log tells. */
export interface RejectionLine {
  /** When, in ISO 8601. */
  readonly at: string;
  readonly path: string;
  readonly code: string;
  readonly reason: string;
}

const lineSchema = z.object({ path: z.string(), code: z.string(), reason: z.string() });

/** How far back the log is read, in milliseconds, and in how many requests at most: a busy log is not read whole. */
const WINDOWS_MS = [3_600_000, 86_400_000];
const MOST_PAGES = 10;

/** The newest rejections of the last day, newest first. A log that is kept elsewhere, or may not be read, has none. */
export async function newestRejections({ stack, clients }: Found, most: number): Promise<RejectionLine[]> {
  const logGroupName = stack.functions.process?.logGroup;
  if (most === 0 || logGroupName === undefined) return [];
  let lines: RejectionLine[] = [];
  for (const window of WINDOWS_MS) {
    lines = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await clients.logs
        .send(
          new FilterLogEventsCommand({
            logGroupName,
            startTime: Date.now() - window,
            // What a function logs of an outcome: see handler/src/process/handle.ts.
            filterPattern: '{ $.message = "rejected" }',
            nextToken,
          }),
        )
        .catch((error: unknown) => {
          if (error instanceof ResourceNotFoundException) return { events: [], nextToken: undefined };
          throw error;
        });
      for (const { timestamp, message } of answer.events ?? []) lines.push(...lineOf(timestamp ?? 0, message ?? ''));
      nextToken = answer.nextToken;
      if (nextToken === undefined) break;
    }
    if (lines.length >= most) break;
  }
  return lines.sort((a, b) => b.at.localeCompare(a.at)).slice(0, most);
}

function lineOf(timestamp: number, message: string): RejectionLine[] {
  try {
    const line = lineSchema.safeParse(JSON.parse(message));
    if (!line.success) return [];
    const { path, code, reason } = line.data;
    return [{ at: new Date(timestamp).toISOString(), path, code, reason }];
  } catch {
    return [];
  }
}
