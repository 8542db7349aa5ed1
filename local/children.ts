import { writeSync } from 'node:fs';

import { endGroup } from './processes.ts';

/** Process groups that this process has started and that must not outlive it when it is interrupted. */
const groups = new Set<number>();
let closing = false;

/** @throws once this process is about to end, because nothing may be started then. Call it just before a spawn. */
export function refuseWhenClosing(): void {
  if (closing) throw new Error('Interrupted.');
}

/**
 * Settles like the given work, but never once this process is about to end: work that was ended on purpose did not fail
 * and must not be reported as failed.
 */
export async function unlessClosing<T>(work: Promise<T>): Promise<T> {
  return work.finally(() => (closing ? new Promise<void>(() => undefined) : undefined));
}

/** Registers a process group; returns the function that removes it again. */
export function track(group: number): () => void {
  groups.add(group);
  return () => groups.delete(group);
}

/**
 * On Ctrl-C, `kill` or a closed terminal: ends everything that was started, runs `cleanUp`, then ends this process with
 * the exit code that shells expect.
 */
export function endOnInterrupt(cleanUp: () => Promise<void>): void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (closing) return;
      closing = true;
      say('\nInterrupted: ending everything that was started…\n');
      void Promise.all([...groups].map((group) => endGroup(group)))
        .then(cleanUp)
        .then(() => {
          say('Nothing is left running.\n');
        })
        .catch((error: unknown) => {
          say(`${String(error)}\n`);
        })
        .finally(() => process.exit(codes[name]));
    });
  }
}

/** Bypasses the task list, which buffers output while it draws and leaves the terminal without a cursor. */
function say(text: string): void {
  writeSync(process.stderr.fd, process.stderr.isTTY ? `\u001b[?25h${text}` : text);
}
