import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Presets } from '../handler/src/presets.ts';
import { inFreshProcess } from './fresh.ts';
import type { Photo } from './photos.ts';
import { LIMITS } from './presets.ts';

const MEASURE_PEAK = `
import { readFile } from 'node:fs/promises';
const [photo, presets, limits] = process.argv.slice(1);
await import('./process.mjs');
if (photo) {
  const { makeVariants } = await import('./image.mjs');
  await makeVariants(await readFile(photo), JSON.parse(presets), JSON.parse(limits));
}
// Linux hands the parent's own maxRSS down to a new process, but starts VmHWM anew.
const status = process.platform === 'linux' ? await readFile('/proc/self/status', 'utf8') : '';
const kibibytes = Number(/VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
console.log(kibibytes / 1024);
process.exit();
`;

export interface Memory {
  /** With the function imported and nothing done. MB of 2^20 bytes, as Lambda counts. */
  readonly idle: number;
  /** By photo: the highest while it was processed. */
  readonly peak: ReadonlyMap<string, number>;
}

/** Resident memory of the function that is unpacked in this folder, each photo in a new process. */
export async function measureMemory(
  unpacked: string,
  photos: readonly Photo[],
  presets: Presets,
  env: Readonly<Record<string, string>>,
): Promise<Memory> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-bench-'));
  const peak = new Map<string, number>();
  try {
    const idle = await inFreshProcess(unpacked, MEASURE_PEAK, [], env);
    for (const [index, { name, bytes }] of photos.entries()) {
      const file = join(folder, `${index}.jpg`);
      await writeFile(file, bytes);
      const args = [file, JSON.stringify(presets), JSON.stringify(LIMITS)];
      peak.set(name, await inFreshProcess(unpacked, MEASURE_PEAK, args, env));
    }
    return { idle, peak };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
