import type { RejectionCode } from '../errors.ts';
import type { Observation } from './observe.ts';
import type { Run } from './run.ts';

/** What a reconcile came to, as it is logged and counted. */
export interface Outcome {
  /** `unchanged`: everything was right already, as for a duplicate event. */
  readonly result: 'ready' | 'rejected' | 'removed' | 'unchanged';
  /** Why, where it was rejected. */
  readonly code?: RejectionCode;
  readonly reason?: string;
  readonly path: string;
  /** Of the original; 0 where there is none. */
  readonly bytes: number;
  /** Width × height of the original, where it was decoded. */
  readonly pixels?: number;
  readonly degraded: boolean;
  /** Times that variants were made: 0 for a duplicate, 1 as a rule, more if the original changed in the middle. */
  readonly transforms: number;
  /** Variants that were made by this run, and their length in bytes. */
  readonly variants: number;
  readonly variantBytes: number;
  /** Looks it took until one found nothing to do. */
  readonly passes: number;
  /** Wall time per step, in milliseconds. */
  readonly steps: Readonly<Record<string, number>>;
}

export function outcomeOf(run: Run, { original, manifest }: Observation, passes: number): Outcome {
  const record = manifest === 'unreadable' ? null : manifest;
  const result = run.acted ? (record?.status ?? 'removed') : 'unchanged';
  const { made, path, transforms, steps } = run;
  return {
    result,
    ...(result === 'rejected' && record?.status === 'rejected'
      ? { code: record.rejection.code, reason: record.rejection.message }
      : {}),
    path,
    bytes: original?.bytes ?? 0,
    ...(made ? { pixels: made.image.width * made.image.height } : {}),
    degraded: made?.image.degraded ?? false,
    transforms,
    variants: made?.variants.length ?? 0,
    variantBytes: made?.variants.reduce((sum, { bytes }) => sum + bytes.length, 0) ?? 0,
    passes,
    steps: { ...steps, ...(made?.timings ?? {}) },
  };
}
