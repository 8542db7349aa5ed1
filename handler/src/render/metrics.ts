import { MetricUnit } from '@aws-lambda-powertools/metrics';

import { metricsWith } from '../runtime/metrics.ts';

/** Every metric of `render` has the dimension `stack`. Each request counts in exactly one of the first seven. */
export const RENDER_METRICS = {
  /** Variants made. */
  rendered: 'Renders',
  /** Variants that were already stored, or that another instance made meanwhile. */
  read: 'RenderHits',
  /** Requests for originals that do not exist. */
  missing: 'RenderMissing',
  /** Requests for originals that were rejected. */
  rejected: 'RenderRejected',
  /** Requests refused without a lookup: no such preset or transform. */
  refused: 'RenderRefused',
  /** Requests postponed: another instance took too long, or had just failed. */
  busy: 'RenderBusy',
  /** Requests that failed and may succeed next time. */
  failed: 'RenderFailed',
  /** Requests that waited for another instance. */
  waited: 'RenderWaits',
  /** Locks taken over from an instance that had died. */
  tookOver: 'RenderTakeovers',
  /** Variants too large for a response, answered with a redirect. */
  redirected: 'RenderRedirects',
  /** Requests answered with the fallback image. */
  fallback: 'RenderFallbacks',
  /** Milliseconds from request to response. */
  duration: 'RenderDuration',
} as const;

export type RenderCount = Exclude<keyof typeof RENDER_METRICS, 'duration'>;
export type RenderMeter = (counts: readonly RenderCount[], milliseconds: number) => void;

/** Counts in log lines, like `process`. */
export function createRenderMeter(stack: string): RenderMeter {
  const metrics = metricsWith({ stack });
  return (counts, milliseconds) => {
    for (const name of counts) metrics.addMetric(RENDER_METRICS[name], MetricUnit.Count, 1);
    metrics.addMetric(RENDER_METRICS.duration, MetricUnit.Milliseconds, milliseconds);
    metrics.publishStoredMetrics();
  };
}
