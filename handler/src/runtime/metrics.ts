import { Metrics } from '@aws-lambda-powertools/metrics';

export const METRICS_NAMESPACE = 'Darkroom';

/** Metrics with exactly these dimensions. */
export const metricsWith = (dimensions: Record<string, string>): Metrics =>
  withDimensions(new Metrics({ namespace: METRICS_NAMESPACE }), dimensions);

/** The library adds a dimension `service`, which every alarm would have to name. */
export function withDimensions(metrics: Metrics, dimensions: Record<string, string>): Metrics {
  metrics.clearDefaultDimensions();
  metrics.setDefaultDimensions(dimensions);
  return metrics;
}
