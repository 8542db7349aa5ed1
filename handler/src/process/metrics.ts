import { MetricUnit } from '@aws-lambda-powertools/metrics';

import type { Outcome } from '../reconcile/outcome.ts';
import { metricsWith, withDimensions } from '../runtime/metrics.ts';

/** Every metric of `process` has the dimension `stack`; `Rejected` is also counted by `code`. */
export const PROCESS_METRICS = {
  /** Originals by outcome. */
  ready: 'Ready',
  rejected: 'Rejected',
  removed: 'Removed',
  unchanged: 'Unchanged',
  /** Originals whose message returns to the queue. */
  failed: 'Failed',
  /** Originals that are damaged but were decoded. */
  degraded: 'Degraded',
  /** Events that do not concern this stack, and events that cannot be parsed. */
  ignored: 'Ignored',
  malformed: 'Malformed',
  /** How often all variants of an original were made. */
  transforms: 'Transforms',
  bytesIn: 'BytesIn',
  bytesOut: 'BytesOut',
  /** Milliseconds of the whole reconcile, from the first pass to the last. */
  duration: 'Duration',
} as const;

export interface Meter {
  count(name: keyof typeof PROCESS_METRICS, value?: number): void;
  outcome(outcome: Outcome, milliseconds: number): void;
  /** Writes the counts; called once per invocation. */
  flush(): void;
}

/** Counts in CloudWatch's embedded metric format: log lines, so counting needs no request and cannot fail. */
export function createMeter(stack: string): Meter {
  const metrics = metricsWith({ stack });
  const count: Meter['count'] = (name, value = 1) => {
    metrics.addMetric(PROCESS_METRICS[name], MetricUnit.Count, value);
  };
  return {
    count,
    outcome: (outcome, milliseconds) => {
      count(outcome.result);
      if (outcome.degraded) count('degraded');
      if (outcome.transforms > 0) {
        count('transforms', outcome.transforms);
        metrics.addMetric(PROCESS_METRICS.bytesIn, MetricUnit.Bytes, outcome.bytes);
        metrics.addMetric(PROCESS_METRICS.bytesOut, MetricUnit.Bytes, outcome.variantBytes);
      }
      metrics.addMetric(PROCESS_METRICS.duration, MetricUnit.Milliseconds, milliseconds);
      if (outcome.code !== undefined) {
        const byCode = withDimensions(metrics.singleMetric(), { stack, code: outcome.code });
        byCode.addMetric(PROCESS_METRICS.rejected, MetricUnit.Count, 1);
      }
    },
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}
