import { MetricUnit } from '@aws-lambda-powertools/metrics';

import { metricsWith } from '../runtime/metrics.ts';

/** Every metric of `purge` has the dimension `stack`. */
export const PURGE_METRICS = {
  /** Originals whose variants were replaced or removed, according to the queue. */
  changes: 'PurgeChanges',
  /** Invalidation paths, which CloudFront bills. */
  paths: 'PurgePaths',
  /** Drains that were postponed because CloudFront was busy. */
  postponed: 'PurgePostponed',
  /** Age of the oldest change of a drain, in seconds, whether purged or postponed. */
  age: 'PurgeAge',
  /** Messages that cannot be parsed. */
  malformed: 'PurgeMalformed',
} as const;

export type PurgeMeter = (counts: Partial<Record<keyof typeof PURGE_METRICS, number>>) => void;

/** Counts in log lines, like `process`. */
export function createPurgeMeter(stack: string): PurgeMeter {
  const metrics = metricsWith({ stack });
  return (counts) => {
    for (const [name, value] of Object.entries(counts)) {
      const unit = name === 'age' ? MetricUnit.Seconds : MetricUnit.Count;
      metrics.addMetric(PURGE_METRICS[name as keyof typeof PURGE_METRICS], unit, value);
    }
    metrics.publishStoredMetrics();
  };
}
