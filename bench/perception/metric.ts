import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { execa } from 'execa';

import type { Raster } from '../../handler/src/image/raster.ts';

export interface Likeness {
  /** SSIMULACRA2: 100 is identical, 90 is indistinguishable side by side, 70 is good, 50 is fair. */
  readonly score: number;
  /** butteraugli's largest distance: below 1 nobody sees a difference. */
  readonly distance: number;
}

/** Compares pictures in a process of bench/metric, which cargo builds. */
export interface Metric {
  readonly compare: (reference: Raster, pixels: Uint8Array) => Promise<Likeness>;
  readonly close: () => void;
}

/** @throws Error if there is no cargo, or if it cannot build */
export async function startMetric(root: string): Promise<Metric> {
  const target = join(root, '.local/metric');
  const manifest = join(root, 'bench/metric/Cargo.toml');
  const arguments_ = ['build', '--release', '--locked', '--manifest-path', manifest, '--target-dir', target];
  try {
    await execa('cargo', arguments_, { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    throw new Error('The metric cannot be built: install Rust 1.89 or newer (rustup.rs), then run this again.', {
      cause: error,
    });
  }
  const child = spawn(join(target, 'release/metric'), { stdio: ['pipe', 'pipe', 'inherit'] });
  return metricOf(child);
}

function metricOf(child: ChildProcessByStdio<Writable, Readable, null>): Metric {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let known: Raster | undefined;
  return {
    compare: async (reference, pixels) => {
      if (known !== reference) {
        const head = Buffer.alloc(9);
        head.write('R');
        head.writeUInt32LE(reference.width, 1);
        head.writeUInt32LE(reference.height, 5);
        child.stdin.write(head);
        child.stdin.write(reference.data);
        known = reference;
      }
      child.stdin.write('C');
      child.stdin.write(pixels);
      const line = await lines.next();
      if (line.done === true) throw new Error('The metric ended without an answer.');
      const [score = NaN, distance = NaN] = line.value.split(' ').map(Number);
      return { score, distance };
    },
    close: () => child.stdin.end(),
  };
}
