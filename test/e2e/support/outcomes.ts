import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';

import { logs, output } from './stack.ts';

/** The fields that tests use of the function's log line per original. */
export interface LoggedOutcome {
  message: string;
  path: string;
  transforms: number;
  receives: number;
}

/** The fields that tests use of render's log line per request. */
export interface LoggedRender {
  message: string;
  path: string;
  name: string;
  status: number;
  counts: string[];
  /** Milliseconds by step. */
  steps: Record<string, number>;
}

/** The process function's log lines about this path, oldest first. */
export const outcomesOf = (path: string): Promise<LoggedOutcome[]> => linesOf('process_log_group_name', path);

/** The render function's log lines about this path, oldest first. */
export const rendersOf = (path: string): Promise<LoggedRender[]> => linesOf('render_log_group_name', path);

/** Names of the variants of this path that render made, repeated for each time. */
export async function namesRendered(path: string): Promise<string[]> {
  return (await rendersOf(path)).filter(({ message }) => message === 'rendered').map(({ name }) => name);
}

/** Ids of the messages that the process function ignored for this reason. */
export async function messagesIgnoredFor(reason: string): Promise<string[]> {
  const lines = await allLines<{ message: string; reason?: string; messageId: string }>('process_log_group_name');
  return lines
    .filter((line) => line.message === 'ignored event' && line.reason === reason)
    .map((line) => line.messageId);
}

async function linesOf<Line extends { path: string }>(group: string, path: string): Promise<Line[]> {
  return (await allLines<Line>(group)).filter((line) => line.path === path);
}

async function allLines<Line>(group: string): Promise<Line[]> {
  const found: Line[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.send(new FilterLogEventsCommand({ logGroupName: output(group), nextToken }));
    found.push(...(page.events ?? []).flatMap(({ message = '' }) => parse<Line>(message)));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

function parse<Line>(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return []; // Lambda's own START, END and REPORT lines.
  }
}
