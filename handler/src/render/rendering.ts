import type { RejectionCode } from '../errors.ts';
import type { ReconcileContext } from '../reconcile/run.ts';
import type { StoredVariant } from '../store/index.ts';
import type { VariantSpec } from './variant-spec.ts';

/** What render works with: reconcile's tools, and a clock that tests can control. */
export interface RenderContext extends Pick<
  ReconcileContext,
  'store' | 'keys' | 'plan' | 'limits' | 'reconcileLater' | 'now'
> {
  /** Called as soon as it is known that something will be made. */
  readonly warmUp: () => void;
  /** `makeVariants` within `mostTransform`. */
  readonly makeVariants: ReconcileContext['makeVariants'];
  /** Milliseconds that making one image may take. */
  readonly mostTransform: number;
  /** Largest variant, in bytes, that fits into a response. */
  readonly mostBytes: number;
  /** Waits before checking again what another instance is making; `round` counts the checks. */
  readonly pause: (round: number) => Promise<void>;
  /** Calls repeatedly until it is stopped. */
  readonly every: (seconds: number, call: () => void) => () => void;
}

/** One request for one variant. */
export interface Rendering extends RenderContext {
  readonly path: string;
  readonly spec: VariantSpec;
  /** Milliseconds left in this invocation. */
  readonly remaining: () => number;
  /** Wall time per step, in milliseconds. */
  readonly steps: Record<string, number>;
  /** How many rounds it waited for another instance. */
  waits: number;
  /** Whether it took over the lock of a holder that had died. */
  tookOver: boolean;
}

export interface Found {
  readonly kind: 'rendered' | 'read';
  readonly variant: StoredVariant;
}

export type Result =
  | Found
  | { readonly kind: 'missing' }
  | { readonly kind: 'rejected'; readonly code: RejectionCode; readonly message: string }
  /** Nothing is wrong, but this invocation ran out of time or another one just failed: worth retrying. */
  | { readonly kind: 'busy' };

export const isFound = (result: Result): result is Found => 'variant' in result;

export const BUSY: Result = { kind: 'busy' };
export const MISSING: Result = { kind: 'missing' };

/** Milliseconds that responding takes, and that reading the original and storing the variant take in addition. */
const ANSWERING_MS = 1_000;
const READING_AND_STORING_MS = 2_000;

/** Whether enough time is left to make a variant. */
export const mayStart = ({ remaining, mostTransform }: Rendering): boolean =>
  remaining() >= mostTransform + READING_AND_STORING_MS + ANSWERING_MS;

export const mayWait = ({ remaining }: Rendering): boolean => remaining() > ANSWERING_MS;
