import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import sharp from 'sharp';

/** The machine and versions that the figures depend on, in one line. */
export function describeMachine(imagemagick?: string): string {
  const model = cpus()[0]?.model ?? process.arch;
  const cores = availableParallelism();
  return [
    `${cores} of ${cpus().length} cores of ${model} (${process.platform} ${process.arch})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.version}`,
    `sharp ${sharp.versions.sharp} (libvips ${sharp.versions.vips}, ${sharp.concurrency()} thread)`,
    ...(imagemagick === undefined ? [] : [imagemagick]),
    `load ${(loadavg()[0] ?? 0).toFixed(1)} at the start`,
  ].join(' · ');
}
