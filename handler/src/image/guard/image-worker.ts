/*
 * The decoder process: it has no credentials, can be killed at any time without loss, and dies with its parent.
 */
import { writeFileSync } from 'node:fs';

import { makeVariants } from '../make.ts';
import { type Answer, failureOf, type Message } from './messages.ts';
import { type Order, receiveJob } from './transfer.ts';

process.on('disconnect', () => {
  // Not process.exit(): that waits for a decoder that may never return.
  process.kill(process.pid, 'SIGKILL');
});
process.on('message', (order: Order) => {
  void answerTo(order).then(send);
});
dieFirst();
send({ kind: 'ready' });

async function answerTo(order: Order): Promise<Answer> {
  try {
    const job = receiveJob(order);
    const { variants, ...made } = await makeVariants(
      job,
      (variant, source) => {
        send({ kind: 'finished', variant, source });
      },
      // Else it would be held as long as AVIFs are encoded, which takes the most memory.
      () => job.bytes.buffer.transfer(0),
    );
    return { kind: 'made', made, names: variants.map(({ name }) => name) };
  } catch (error) {
    return { kind: 'failed', ...failureOf(error) };
  }
}

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
