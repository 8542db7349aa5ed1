import { inFreshProcess } from './fresh.ts';
import { interleave, type Spread } from './timing.ts';

const TIME_IMPORT = `
const start = performance.now();
await import(process.argv[1]);
console.log(performance.now() - start);
process.exit();
`;

export interface ColdImport {
  readonly bundle: Spread;
  readonly sharp: Spread;
}

/** Milliseconds to import the function that is unpacked in `folder`, and to import the very same sharp alone, each time in a new process. */
export async function coldImport(
  folder: string,
  env: Readonly<Record<string, string>>,
  rounds: number,
  progress: (text: string) => void,
): Promise<ColdImport> {
  const timed = (module: string) => () => inFreshProcess(folder, TIME_IMPORT, [module], env);
  const spreads = await interleave(
    [
      { key: 'bundle' as const, run: timed('./process.mjs') },
      { key: 'sharp' as const, run: timed('sharp') },
    ],
    rounds,
    progress,
  );
  const [bundle, sharp] = [spreads.get('bundle'), spreads.get('sharp')];
  if (bundle === undefined || sharp === undefined) throw new Error('Both imports are measured in every round.');
  return { bundle, sharp };
}
