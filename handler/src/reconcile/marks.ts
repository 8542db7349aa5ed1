import { createHash } from 'node:crypto';

import { MARK_BYTES } from '../keys.ts';
import type { Listed } from '../store/index.ts';
import { CLOCK_SLACK_SECONDS } from './lock-life.ts';
import type { Run } from './run.ts';

/**
 * Marks are small objects beside the locks of a path, found by the same listing.
 *
 * - A due mark (`.e…`, `.p…`) records that a report of the state it names is due. It is written before the state is
 * changed, and removed after the report. After a crash in between, the next pass finds it: a report may be sent twice,
 * but is never lost. `p` means that something a cache may hold was replaced or deleted, so the report includes a purge.
 * - An attempt mark (`.2…` to `.9…`) says that the queue's second, third, … delivery began to transform this version of
 * the original. It is removed when the transform ends, successfully or not: one that outlives the function's timeout
 * was left by a function that was killed during the transform.
 *
 * A mark's name is a dot, its kind and six characters of hash: eight bytes, so that a mark fits wherever a manifest
 * fits. No variant's name begins with a dot.
 */
export type DueKind = 'e' | 'p';

const tag = (...parts: string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('base64url')
    .slice(0, MARK_BYTES - 2);

/** The current or intended state of a path: the version of the original, if there is one, and the recipe. */
export const stateTag = (version: string | undefined, digest: string): string => tag('state', version ?? '', digest);

export const outboxMark = (kind: DueKind, state: string): string => `.${kind}${state}`;

export const attemptMark = (receives: number, version: string): string =>
  `.${Math.min(receives, 9)}${tag('attempt', version)}`;

export const isMark = ({ name }: Listed): boolean => name.startsWith('.');
export const isOutboxMark = ({ name }: Listed): boolean => /^\.[ep]/.test(name);
/** Whether a due mark of this name includes a purge. */
export const isPurge = (name: string): boolean => name.startsWith('.p');
export const isAttempt = ({ name }: Listed): boolean => /^\.[2-9]/.test(name);
export const isAttemptAt = (mark: Listed, version: string): boolean =>
  isAttempt(mark) && mark.name.slice(2) === tag('attempt', version);

/** Whether the function that left a mark, with this timeout in seconds, has certainly ended. */
export const isAbandoned = ({ now, timeout }: Pick<Run, 'now' | 'timeout'>, { modified }: Listed): boolean =>
  now() - modified > (timeout + CLOCK_SLACK_SECONDS) * 1000;
