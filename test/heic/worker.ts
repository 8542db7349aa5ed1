import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { localTarget } from '../../handler/build/targets.ts';
import { buildZips } from '../../handler/build/zips.ts';
import { cpuOf, meterOf } from '../../handler/src/image/guard/usage.ts';
import { startWorker } from '../../handler/src/image/guard/worker.ts';
import type { Job, Made, MadeVariant } from '../../handler/src/image/types.ts';
import { unzip } from '../support/unzip.ts';

/** The zip that `make build HEIC=1` makes for this machine, and the worker in it, unpacked in a folder of its own. */
export async function builtWorker(folder: string): Promise<{ zip: string; script: URL }> {
  const [built] = await buildZips([localTarget()], folder, { heic: true });
  if (built === undefined) throw new Error('Nothing was built.');
  for (const [name, bytes] of await unzip(built.file)) {
    const file = path.join(folder, 'zip', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  return { zip: built.file, script: pathToFileURL(path.join(folder, 'zip', 'image-worker.mjs')) };
}

export interface Measured {
  readonly made: Made;
  /** Processor time of the job, in seconds. */
  readonly cpu: number;
  /** Peak of resident memory of the whole process, in MB (2^20 bytes). */
  readonly memory: number;
}

/**
 * One job in a fresh worker.
 *
 * @throws Error if it was rejected, or the worker ended.
 */
export async function measured(script: URL, job: Job): Promise<Measured> {
  const worker = startWorker(script);
  try {
    await worker.ready;
    const before = cpuOf(worker.pid) ?? 0;
    const variants: MadeVariant[] = [];
    const answer = await worker.run(job, ({ variant }) => {
      variants.push(variant);
    });
    const cpu = (cpuOf(worker.pid) ?? 0) - before;
    if (!('kind' in answer)) throw new Error(`The worker ended: ${JSON.stringify(answer)}`);
    if (answer.kind !== 'made') throw new Error(answer.message);
    const memory = await peakOf(worker.pid);
    return { made: { ...answer.made, variants }, cpu: cpu / 1_000, memory: memory / 2 ** 20 };
  } finally {
    worker.kill();
    await worker.ended;
  }
}

/** What Linux remembers; elsewhere, what the process has now. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return peak === undefined ? memoryOf(pid) : Number(peak) * 1_024;
}

function memoryOf(pid: number): number {
  const meter = meterOf(pid);
  try {
    return meter.memory() ?? 0;
  } finally {
    meter.close();
  }
}
