import type { RejectionCode } from '../errors.ts';
import type { ReconcileContext } from '../reconcile/run.ts';
import type { StoredVariant } from '../store/index.ts';
import type { VariantSpec } from './variant-spec.ts';

/** What render works with: reconcile's tools, and a clock that tests can wind. */
export interface RenderContext extends Pick<
  ReconcileContext,
  'store' | 'keys' | 'plan' | 'limits' | 'reconcileLater' | 'now'
> {
  /** Called as soon as it is known that something will be made. */
  readonly warmUp: () => void;
  /** `makeVariants` within `mostTransform`. */
  readonly makeVariants: ReconcileContext['makeVariants'];
  /** Milliseconds that one image may take to be made. */
  readonly mostTransform: number;
  /** Bytes of a variant that still fit into an answer. */
  readonly mostBytes: number;
  /** Waits before the next look at what somebody else is making, in this round of looking. */
  readonly pause: (round: number) => Promise<void>;
  /** Calls again and again until it is told to stop. */
  readonly every: (seconds: number, call: () => void) => () => void;
}

/** One request for one variant. */
export interface Rendering extends RenderContext {
  readonly path: string;
  readonly spec: VariantSpec;
  /** Milliseconds that are left of this invocation. */
  readonly remaining: () => number;
  /** Wall time per step, in milliseconds. */
  readonly steps: Record<string, number>;
  /** How many rounds it waited for somebody else. */
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
  /** Nothing is wrong, but this invocation's time is over or somebody else just failed: worth another try. */
  | { readonly kind: 'busy' };

export const isFound = (result: Result): result is Found => 'variant' in result;

export const BUSY: Result = { kind: 'busy' };
export const MISSING: Result = { kind: 'missing' };

/** Milliseconds that an answer takes, and that reading the original and storing the variant take besides. */
const ANSWERING_MS = 1_000;
const READING_AND_STORING_MS = 2_000;

/** Whether the time that is left is enough to make something. */
export const mayStart = ({ remaining, mostTransform }: Rendering): boolean =>
  remaining() >= mostTransform + READING_AND_STORING_MS + ANSWERING_MS;

export const mayWait = ({ remaining }: Rendering): boolean => remaining() > ANSWERING_MS;
