import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';

/** One figure that CloudWatch keeps. */
export interface Wanted {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum' | 'Average' | 'SampleCount';
}

/** The most that one request may ask for. */
const MOST_QUERIES = 500;

/**
 * One value of each metric over the last `seconds`: the sum of sums and counts, the largest of maxima. Null where
 * CloudWatch has no data, which for a metric of counts means none.
 * @param seconds a multiple of 60; of 3,600 beyond 15 days, as older data are kept by the hour
 */
export async function figures<Name extends string>(
  client: CloudWatchClient,
  wanted: Readonly<Record<Name, Wanted>>,
  seconds: number,
  now = Date.now(),
): Promise<Record<Name, number | null>> {
  const names = Object.keys(wanted) as Name[];
  const found = {} as Record<Name, number | null>;
  // A period longer than a day is not refused, but nothing is gained: the values are added here.
  const Period = Math.min(seconds, 86_400);
  for (let start = 0; start < names.length; start += MOST_QUERIES) {
    const some = names.slice(start, start + MOST_QUERIES);
    const MetricDataQueries = some.map((name, index) => queryOf(wanted[name], `m${index}`, Period));
    const values = new Map<string, number[]>();
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new GetMetricDataCommand({
          MetricDataQueries,
          StartTime: new Date(now - seconds * 1000),
          EndTime: new Date(now),
          NextToken,
        }),
      );
      for (const { Id = '', Values = [] } of page.MetricDataResults ?? []) {
        values.set(Id, [...(values.get(Id) ?? []), ...Values]);
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    some.forEach((name, index) => (found[name] = together(values.get(`m${index}`) ?? [], wanted[name].statistic)));
  }
  return found;
}

function queryOf({ namespace, metric, dimensions, statistic }: Wanted, Id: string, Period: number): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: metric, Dimensions };
  return { Id, MetricStat: { Metric, Period, Stat: statistic }, ReturnData: true };
}

function together(values: readonly number[], statistic: Wanted['statistic']): number | null {
  if (values.length === 0) return null;
  if (statistic === 'Maximum') return Math.max(...values);
  const sum = values.reduce((total, value) => total + value, 0);
  return statistic === 'Average' ? sum / values.length : sum;
}
