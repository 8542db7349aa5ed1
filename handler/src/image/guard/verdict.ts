import { Rejection } from '../../errors.ts';
import type { Allowance, Overrun } from './watch.ts';

/** How a worker process ended; exactly one of the two is set. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Signals that stop a process on purpose: Ctrl-C, a shutdown. They say nothing about the image. */
const ASKED_TO_STOP = new Set<NodeJS.Signals>(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']);

/**
 * A worker whose share of processor time was between these was slowed down by its neighbours. Below, it waited for
 * something that never came; above, the image really took the time.
 */
const STARVED = { above: 0.05, below: 0.25 };

export function overrunError({ what, share }: Overrun, { deadlineMs, memoryMb }: Allowance): Error {
  if (what === 'memory') {
    return new Rejection(
      'too_expensive',
      `The image needs more than ${Math.round(memoryMb)} MB of memory, the most that one image may use. ` +
        'Upload a smaller copy, or give the function more memory.',
    );
  }
  const seconds = Number((deadlineMs / 1_000).toFixed(1));
  if (share > STARVED.above && share < STARVED.below) {
    const percent = Math.round(share * 100);
    return new Error(`The image was not done after ${seconds} s, but the worker had only ${percent} % of a processor`);
  }
  return new Rejection(
    'too_expensive',
    `The image needs more than ${seconds} s, the most that one image may take. ` +
      'Upload a smaller or simpler copy, or give the function more time.',
  );
}

/** Whether the image may have caused the exit. */
export function isCrash({ signal }: Exit): boolean {
  return signal === null || !ASKED_TO_STOP.has(signal);
}

export function crashError(exit: Exit, tries: number): Rejection {
  return new Rejection(
    'too_expensive',
    `The image crashed the decoder ${tries} times (${howItEnded(exit)}), as damaged images and those that need too much ` +
      'memory do. Save it again or upload a smaller copy.',
  );
}

/** @param said the message of the failed allocation; its last line is the most general. */
export function shortageError(said: string, tries: number): Rejection {
  const line = said.trim().split('\n').at(-1) ?? '';
  return new Rejection(
    'too_expensive',
    `The image needs more memory than there is (${tries} times: ${line.replace(/[^\x20-\x7e]/g, '?').slice(0, 160)}). ` +
      'Upload a smaller copy, or give the function more memory.',
  );
}

export function howItEnded({ code, signal }: Exit): string {
  return signal === null ? `exit code ${code ?? 'unknown'}` : signal;
}
