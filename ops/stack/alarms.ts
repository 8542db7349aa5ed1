import { DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';

import type { Found } from '../with-stack.ts';

/** What the names of a stack's alarms begin with, after its own: another stack's name may begin with this one's. */
const NAMED = /^(dead-letters|queue-age|purge|errors|throttles|slow|rejected|render|sweep|spend)(-|$)/;

/** The stack's alarms, whatever their state. */
export async function alarmsOf({ stack, clients }: Found): Promise<MetricAlarm[]> {
  const alarms: MetricAlarm[] = [];
  const prefix = `${stack.name}-`;
  let NextToken: string | undefined;
  do {
    const page = await clients.cloudwatch.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: prefix, MaxRecords: 100, NextToken }),
    );
    for (const alarm of page.MetricAlarms ?? []) {
      if (NAMED.test(alarm.AlarmName?.slice(prefix.length) ?? '')) alarms.push(alarm);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return alarms;
}
