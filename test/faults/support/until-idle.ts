import { setTimeout as sleep } from 'node:timers/promises';

import { allIn } from './all-in.ts';
import type { Site } from './site.ts';

const IDLE_MS = 1_500;

/** Waits until no messages are waiting, delayed or in flight. */
export async function untilIdle(
  site: Pick<Site, 'sqs' | 'queue'>,
  tell: (left: number) => void = () => undefined,
): Promise<void> {
  let idleSince: number | null = null;
  let last = { left: -1, since: performance.now() };
  for (;;) {
    const [left, now] = [await allIn(site.sqs, site.queue), performance.now()];
    tell(left);
    if (left !== last.left) last = { left, since: now };
    if (left > 0 && now - last.since > 180_000) throw new Error(`${left} messages have not moved for three minutes.`);
    idleSince = left > 0 ? null : (idleSince ?? now);
    if (idleSince !== null && now - idleSince > IDLE_MS) return;
    await sleep(250);
  }
}
