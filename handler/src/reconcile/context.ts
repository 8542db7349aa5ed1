import type { Config } from '../config/config.ts';
import { createKeys } from '../keys.ts';
import { createPlan } from '../recipe.ts';
import type { StoreOptions } from '../store/index.ts';
import { createStore } from '../store/index.ts';
import type { ReconcileContext } from './run.ts';

export interface ReconcileTools extends Pick<ReconcileContext, 'makeVariants' | 'reconcileLater' | 'report'> {
  readonly s3: StoreOptions['client'];
}

/** What reconcile works with, built from the configuration. */
export function createReconcileContext(
  config: Config,
  { s3, makeVariants, reconcileLater, report }: ReconcileTools,
): ReconcileContext {
  const { bucket, variantsBucket, prefixes, limits, cacheControl, timeout, maxReceiveCount } = config;
  const keys = createKeys(prefixes);
  return {
    store: createStore({ client: s3, bucket, variantsBucket, keys, cacheControl }),
    keys,
    plan: createPlan(config),
    limits,
    makeVariants,
    reconcileLater,
    report,
    now: Date.now,
    timeout,
    maxReceiveCount,
  };
}
