import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ALLOCATOR, NODE_FLAGS } from '../handler/src/image/guard/worker.ts';
import type { Presets } from '../handler/src/presets.ts';
import { DEFAULT_LIMITS } from '../test/support/images/presets.ts';
import { inFreshProcess } from './fresh.ts';
import type { Photo } from './photos.ts';

const PRINT_PEAK = `
// Linux passes the parent's maxRSS on to a new process, but resets VmHWM.
const status = process.platform === 'linux' ? await readFile('/proc/self/status', 'utf8') : '';
const kibibytes = Number(/VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
console.log(kibibytes / 1024);
process.exit();
`;

const IDLE = `
import { readFile } from 'node:fs/promises';
await import('./process.mjs');
${PRINT_PEAK}`;

const WORK = `
import { readFile } from 'node:fs/promises';
import { makeVariants } from './image.mjs';
const [photo, presets, limits] = process.argv.slice(1);
const bytes = await readFile(photo);
const job = { bytes, presets: JSON.parse(presets), limits: JSON.parse(limits) };
// As image-worker.ts does.
await makeVariants(job, undefined, () => bytes.buffer.transfer(0));
${PRINT_PEAK}`;

/** MB of 2^20 bytes, as Lambda counts. */
export interface Memory {
  /** The function's process before the first photo. */
  readonly idle: number;
  /** By photo: peak of the function's process, which holds the photo too, plus peak of its worker. */
  readonly peak: ReadonlyMap<string, number>;
}

/** Resident memory of the function that is unpacked in this folder, each photo in a new worker, with the settings that workers have. */
export async function measureMemory(
  unpacked: string,
  photos: readonly Photo[],
  presets: Presets,
  env: Readonly<Record<string, string>>,
): Promise<Memory> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-bench-'));
  const peak = new Map<string, number>();
  try {
    const idle = await inFreshProcess(unpacked, IDLE, [], env);
    for (const [index, { name, bytes }] of photos.entries()) {
      const file = join(folder, `${index}.jpg`);
      await writeFile(file, bytes);
      const args = [file, JSON.stringify(presets), JSON.stringify(DEFAULT_LIMITS)];
      const worker = await inFreshProcess(unpacked, WORK, args, { ...env, ...ALLOCATOR }, NODE_FLAGS);
      peak.set(name, idle + bytes.length / 2 ** 20 + worker);
    }
    return { idle, peak };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
