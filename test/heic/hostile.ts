import { Rejection } from '../../handler/src/errors.ts';
import { guardWith } from '../../handler/src/image/guard/guard.ts';
import type { Presets } from '../../handler/src/presets.ts';
import { LIMITS_WITH_HEIC } from '../support/images/presets.ts';
import { randomFrom } from '../support/images/random.ts';

export interface Tally {
  made: number;
  readonly rejected: Map<string, number>;
  /** What is neither: names of files, with what happened. */
  readonly failed: string[];
  /** The longest, in milliseconds. */
  longest: number;
  /** Peak memory of the worker, in bytes, while it made a picture. */
  memory: number;
}

/** A worker that died is `too_expensive`, with this in its message. */
const CRASHED = /crashed the decoder/;

/** Gives each file to one worker after the other, as a function does. */
export async function judgeAll(
  script: URL,
  presets: Presets,
  files: Iterable<{ readonly name: string; readonly bytes: Uint8Array }>,
): Promise<Tally> {
  const tally: Tally = { made: 0, rejected: new Map(), failed: [], longest: 0, memory: 0 };
  const guard = guardWith(script);
  for (const { name, bytes } of files) {
    const start = performance.now();
    try {
      const job = { bytes, presets, limits: LIMITS_WITH_HEIC };
      const { memory } = await guard.makeVariants(job, { deadlineMs: 30_000, memoryMb: 1_000 });
      tally.made += 1;
      tally.memory = Math.max(tally.memory, memory);
    } catch (error) {
      if (!(error instanceof Rejection) || CRASHED.test(error.message)) tally.failed.push(`${name}: ${String(error)}`);
      else tally.rejected.set(error.code, (tally.rejected.get(error.code) ?? 0) + 1);
    }
    tally.longest = Math.max(tally.longest, performance.now() - start);
  }
  guard.close();
  return tally;
}

/** Numbers with which things go wrong. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
/** Boxes come first, and half of the changes are made to them. */
const BOXES = 1_500;

/** Changed copies of the files, the same in every run: bytes and numbers overwritten, now and then parts removed or repeated. */
export function* mutants(
  seeds: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  number: number,
): Generator<{ name: string; bytes: Uint8Array }> {
  const random = randomFrom(1);
  const below = (end: number): number => Math.floor(random() * end);
  for (let index = 0; index < number; index++) {
    const seed = seeds[index % seeds.length];
    if (seed === undefined) return;
    let bytes = Buffer.from(seed.bytes);
    for (let change = 0; change <= below(4); change++) {
      const at = below(random() < 0.5 ? Math.min(BOXES, bytes.length) : bytes.length);
      const end = Math.min(bytes.length, at + 1 + below(64));
      const kind = below(10);
      if (kind < 3) bytes[at] = below(256);
      else if (kind < 6) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
      else if (kind < 8 && at + 4 <= bytes.length) bytes.writeUInt32BE(EDGES[below(EDGES.length)] ?? 0, at);
      else if (kind < 9) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
      else bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    }
    yield { name: `${seed.name}, mutant ${index}`, bytes };
  }
}
