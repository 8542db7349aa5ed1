import { inFreshProcess } from './fresh.ts';
import { interleave, type Spread } from './timing.ts';

const TIME_IMPORT = `
const start = performance.now();
await import(process.argv[1]);
console.log(performance.now() - start);
process.exit();
`;

const TIME_WORKER = `
import { fork } from 'node:child_process';
const start = performance.now();
fork('./image-worker.mjs', { serialization: 'advanced', execArgv: [] }).once('message', () => {
  console.log(performance.now() - start);
  process.exit();
});
`;

/** Milliseconds, each in a new process. */
export interface ColdImport {
  readonly bundle: Spread;
  /** The same sharp alone. */
  readonly sharp: Spread;
  /** From the start of the function's worker process until the decoders are loaded. */
  readonly worker: Spread;
}

/** Import time of the function that is unpacked in `folder`, compared with sharp alone. */
export async function coldImport(
  folder: string,
  env: Readonly<Record<string, string>>,
  rounds: number,
  progress: (text: string) => void,
): Promise<ColdImport> {
  const timed = (script: string, module: string) => () => inFreshProcess(folder, script, [module], env);
  const contestants = [
    { key: 'bundle', run: timed(TIME_IMPORT, './process.mjs') },
    { key: 'sharp', run: timed(TIME_IMPORT, 'sharp') },
    { key: 'worker', run: timed(TIME_WORKER, '') },
  ];
  const spreads = await interleave(contestants, rounds, progress);
  const [bundle, sharp, worker] = ['bundle', 'sharp', 'worker'].map((key) => spreads.get(key));
  if (!bundle || !sharp || !worker) throw new Error('Every round must measure all three.');
  return { bundle, sharp, worker };
}
