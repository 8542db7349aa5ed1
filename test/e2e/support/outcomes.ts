import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { logs, output } from './stack.ts';

/** The part of the function's one line per original that the tests look at. */
export interface LoggedOutcome {
  message: string;
  path: string;
  transforms: number;
  receives: number;
}

/** What the process function said of this path, oldest first. */
export async function outcomesOf(path: string): Promise<LoggedOutcome[]> {
  const found: LoggedOutcome[] = [];
  let nextToken: string | undefined;
  do {
    const logGroupName = output('process_log_group_name');
    const page = await logs.send(new FilterLogEventsCommand({ logGroupName, nextToken }));
    found.push(...(page.events ?? []).flatMap(({ message = '' }) => parse(message)));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found.filter((outcome) => outcome.path === path);
}

function parse(line: string): LoggedOutcome[] {
  try {
    return [JSON.parse(line) as LoggedOutcome];
  } catch {
    return []; // START, END and REPORT, which Lambda writes itself.
  }
}
