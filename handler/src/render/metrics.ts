import { MetricUnit } from '@aws-lambda-powertools/metrics';

import { metricsWith } from '../runtime/metrics.ts';

/** Every metric of `render` has the dimension `stack`. Each request counts in exactly one of the first seven. */
export const RENDER_METRICS = {
  /** Variants made. */
  rendered: 'Renders',
  /** Variants that were there, or that another copy of the function made meanwhile. */
  read: 'RenderHits',
  /** Requests for originals that are not there. */
  missing: 'RenderMissing',
  /** Requests for originals that can never work. */
  rejected: 'RenderRejected',
  /** Requests that nothing was looked up for: no such preset, no such transform. */
  refused: 'RenderRefused',
  /** Requests put off: somebody else was at it for too long, or had just failed. */
  busy: 'RenderBusy',
  /** Requests that failed and may work the next time. */
  failed: 'RenderFailed',
  /** Requests that waited for another copy of the function. */
  waited: 'RenderWaits',
  /** Locks taken over from a copy that had died. */
  tookOver: 'RenderTakeovers',
  /** Variants too large for an answer, which were redirected to. */
  redirected: 'RenderRedirects',
  /** Requests answered with the fallback image. */
  fallback: 'RenderFallbacks',
  /** Milliseconds from request to answer. */
  duration: 'RenderDuration',
} as const;

export type RenderCount = Exclude<keyof typeof RENDER_METRICS, 'duration'>;
export type RenderMeter = (counts: readonly RenderCount[], milliseconds: number) => void;

/** Counts in log lines, like `process` does. */
export function createRenderMeter(stack: string): RenderMeter {
  const metrics = metricsWith({ stack });
  return (counts, milliseconds) => {
    for (const name of counts) metrics.addMetric(RENDER_METRICS[name], MetricUnit.Count, 1);
    metrics.addMetric(RENDER_METRICS.duration, MetricUnit.Milliseconds, milliseconds);
    metrics.publishStoredMetrics();
  };
}
