/*
 * The decoder process: it has no credentials, can be killed at any time without loss, and dies with its parent.
 */
import { writeFileSync } from 'node:fs';

import { makeVariants } from '../make.ts';
import type { Job } from '../types.ts';
import { failureOf, type Message } from './messages.ts';

process.on('disconnect', () => {
  // Not process.exit(): that waits for a decoder that may never return.
  process.kill(process.pid, 'SIGKILL');
});
process.on('message', (job: Job) => {
  makeVariants(job, (variant, source) => {
    send({ kind: 'finished', variant, source });
  }).then(
    ({ variants, ...made }) => {
      send({ kind: 'made', made, names: variants.map(({ name }) => name) });
    },
    (error: unknown) => {
      send({ kind: 'failed', ...failureOf(error) });
    },
  );
});
dieFirst();
send({ kind: 'ready' });

function send(message: Message): void {
  process.send?.(message);
}

/** If memory runs out unexpectedly, the kernel should kill this process, not the function. */
function dieFirst(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // Not Linux, or not permitted: the parent watches memory anyway.
  }
}
