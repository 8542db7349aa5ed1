import type { RejectionCode } from '../errors.ts';
import type { Observation } from './observe.ts';
import type { Run } from './run.ts';

/** The result of a reconcile, as it is logged and counted. */
export interface Outcome {
  /** `unchanged`: there was nothing to do, as for a duplicate event. */
  readonly result: 'ready' | 'rejected' | 'removed' | 'unchanged';
  /** The reason, if it was rejected. */
  readonly code?: RejectionCode;
  readonly reason?: string;
  readonly path: string;
  /** Of the original; 0 if there is none. */
  readonly bytes: number;
  /** Width × height of the original, if it was decoded. */
  readonly pixels?: number;
  readonly degraded: boolean;
  /** How often variants were made: 0 for a duplicate, usually 1, more if the original changed meanwhile. */
  readonly transforms: number;
  /** Variants that a change of presets did not concern: kept, or copied to another name. */
  readonly reused: number;
  /** Variants that this run made, and their length in bytes. */
  readonly variants: number;
  readonly variantBytes: number;
  /** Passes until one found nothing to do. */
  readonly passes: number;
  /** Wall time per step, in milliseconds. */
  readonly steps: Readonly<Record<string, number>>;
}

export function outcomeOf(
  run: Run,
  { original, manifest }: Pick<Observation, 'original' | 'manifest'>,
  passes: number,
): Outcome {
  const result = run.acted ? (manifest?.status ?? 'removed') : 'unchanged';
  const { made, path, transforms, reused, steps } = run;
  return {
    result,
    ...(run.acted && manifest?.status === 'rejected'
      ? { code: manifest.rejection.code, reason: manifest.rejection.message }
      : {}),
    path,
    bytes: original?.bytes ?? 0,
    ...(made ? { pixels: made.image.width * made.image.height } : {}),
    degraded: made?.image.degraded ?? false,
    transforms,
    reused,
    variants: made?.variants.length ?? 0,
    variantBytes: made?.variants.reduce((sum, { bytes }) => sum + bytes.length, 0) ?? 0,
    passes,
    steps: { ...steps, ...made?.timings },
  };
}
