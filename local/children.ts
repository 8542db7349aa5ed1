import { writeSync } from 'node:fs';
import { endGroup } from './processes.ts';

/** Process groups that this process has started and that must not outlive it if it is interrupted. */
const groups = new Set<number>();
let closing = false;

/** @throws once this process is about to end: nothing may be started any more. Call it just before a spawn. */
export function refuseWhenClosing(): void {
  if (closing) throw new Error('Interrupted.');
}

/**
 * What work started by this process comes to; once this process is about to end, nothing: what was ended did not fail, and
 * is not to be reported as if it had.
 */
export async function unlessClosing<T>(work: Promise<T>): Promise<T> {
  return work.finally(() => (closing ? new Promise<void>(() => undefined) : undefined));
}

/** Puts a group on the list; the function returned takes it off. */
export function track(group: number): () => void {
  groups.add(group);
  return () => groups.delete(group);
}

/**
 * On Ctrl-C, `kill` or a closed terminal: ends whatever was started, then does `cleanUp`, then ends this process with
 * the exit code that shells expect.
 */
export function endOnInterrupt(cleanUp: () => Promise<void>): void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (closing) return;
      closing = true;
      say('\nInterrupted: ending what was started…\n');
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

/** Past the list of tasks, which keeps back what is written while it draws, and leaves the terminal without a cursor. */
function say(text: string): void {
  writeSync(process.stderr.fd, process.stderr.isTTY ? `\u001b[?25h${text}` : text);
}
