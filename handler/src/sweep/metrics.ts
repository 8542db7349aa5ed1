import { MetricUnit } from '@aws-lambda-powertools/metrics';

import { metricsWith } from '../runtime/metrics.ts';
import { eventsLostIn, queuedIn, type Tally } from './tally.ts';

/**
 * Every metric of `sweep` has the dimension `stack`. A dry run counts nothing.
 * @public by its name: test/unit/observability/metrics.test.ts collects what ends in `_METRICS`
 */
export const SWEEP_METRICS = {
  /** Originals checked. */
  looked: 'SweepLooked',
  /** Paths queued that an event should have handled: missing, stale, orphaned, differing and promised together. */
  repairs: 'SweepRepairs',
  /** Paths queued, for whatever reason. */
  queued: 'SweepQueued',
  /** Originals queued because presets, cache time or release have changed. */
  outdated: 'SweepOutdated',
  /** Objects that belong to no path, and are left alone. */
  foreign: 'SweepForeign',
  /** Sweeps that finished. */
  finished: 'SweepFinished',
} as const;

/** Counts in log lines, like `process`. */
export function createSweepMeter(stack: string) {
  const metrics = metricsWith({ stack });
  return (tally: Tally, finished: boolean): void => {
    metrics.addMetric(SWEEP_METRICS.looked, MetricUnit.Count, tally.looked);
    metrics.addMetric(SWEEP_METRICS.repairs, MetricUnit.Count, eventsLostIn(tally));
    metrics.addMetric(SWEEP_METRICS.queued, MetricUnit.Count, queuedIn(tally));
    metrics.addMetric(SWEEP_METRICS.outdated, MetricUnit.Count, tally.outdated);
    metrics.addMetric(SWEEP_METRICS.foreign, MetricUnit.Count, tally.foreign);
    if (finished) metrics.addMetric(SWEEP_METRICS.finished, MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  };
}
