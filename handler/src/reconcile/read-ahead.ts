import type { Original } from '../store/index.ts';
import type { Run } from './run.ts';

/** An original that is being read before it is known whether it has to be. */
export interface Ahead {
  readonly etag: string;
  readonly version: string;
  readonly bytes: Promise<Uint8Array | null>;
  readonly stop: () => void;
}

/**
 * Starts to read an original while its manifest is looked for: most messages that are delivered for the first time tell
 * of an upload. Reading changes nothing, and what was read is used only for the version that the pass observed.
 */
export function readAhead(run: Run, original: Original): void {
  const stopper = new AbortController();
  const bytes = run.store.originals.read(run.path, original, stopper.signal);
  // Whoever takes it hears of its failure.
  bytes.catch(() => undefined);
  run.ahead = {
    etag: original.etag,
    version: original.version,
    bytes,
    stop: () => {
      stopper.abort();
    },
  };
}

/** Ends what was begun in vain. */
export function stopReading(run: Run): void {
  run.ahead?.stop();
  run.ahead = null;
}

/** The bytes of exactly the original observed, or null if it has changed or gone since. */
export async function readOriginal(run: Run, original: Original): Promise<Uint8Array | null> {
  const { ahead } = run;
  if (ahead?.version === original.version && ahead.etag === original.etag) {
    run.ahead = null;
    return ahead.bytes;
  }
  stopReading(run);
  return run.store.originals.read(run.path, original);
}
