import { MetricUnit } from '@aws-lambda-powertools/metrics';

import { metricsWith } from '../runtime/metrics.ts';
import { eventsLostIn, type Tally } from './tally.ts';

/**
 * Every metric of `sweep` has the dimension `stack`. A dry run counts nothing.
 * @public by its name: test/unit/observability/metrics.test.ts collects what ends in `_METRICS`
 */
export const SWEEP_METRICS = {
  /** Originals that were looked at. */
  looked: 'SweepLooked',
  /** Paths queued that an event should have seen to: missing, stale, orphaned, differing and promised together. */
  repairs: 'SweepRepairs',
  /** Originals queued because presets, cache time or release are new. */
  outdated: 'SweepOutdated',
  /** Objects that no path owns, and that nobody touches. */
  foreign: 'SweepForeign',
  /** Sweeps that got to the end. */
  finished: 'SweepFinished',
} as const;

/** Counts in log lines, like `process` does. */
export function createSweepMeter(stack: string) {
  const metrics = metricsWith({ stack });
  return (tally: Tally, finished: boolean): void => {
    metrics.addMetric(SWEEP_METRICS.looked, MetricUnit.Count, tally.looked);
    metrics.addMetric(SWEEP_METRICS.repairs, MetricUnit.Count, eventsLostIn(tally));
    metrics.addMetric(SWEEP_METRICS.outdated, MetricUnit.Count, tally.outdated);
    metrics.addMetric(SWEEP_METRICS.foreign, MetricUnit.Count, tally.foreign);
    if (finished) metrics.addMetric(SWEEP_METRICS.finished, MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  };
}
