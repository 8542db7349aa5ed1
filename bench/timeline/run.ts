import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { format } from 'prettier';

import { loadConfig } from '../../handler/src/config/config.ts';
import { NEGOTIATED_FORMATS } from '../../handler/src/formats.ts';
import { allowanceOf } from '../../handler/src/image/guard/allowance.ts';
import { guardWith } from '../../handler/src/image/guard/guard.ts';
import { classic } from '../../test/support/images/presets.ts';
import { unpackFunction } from '../function.ts';
import { FUNCTION, functionEnvironment } from '../function-config.ts';
import { generatePhoto } from '../generate.ts';
import { describeMachine } from '../machine.ts';
import { runOnOneCore } from '../pin.ts';
import { report } from './report.ts';
import { slowStack, type Timeline } from './store.ts';

const root = resolve(import.meta.dirname, '../..');
/** Twelve megapixels, as of a phone. */
const [WIDTH, HEIGHT] = [4000, 3000];

const program = new Command('timeline')
  .description('Show what one upload waits for, at a store that answers each request after the same time.')
  .option('--delay <ms>', 'time that each request takes', '30')
  .option('--rounds <n>', 'counted rounds', '9')
  .option('--all-cores', 'use all cores; by default one, if the system supports that, as in a function of 1,769 MB')
  .parse();
const options = program.opts<{ delay: string; rounds: string; allCores?: true }>();

/** A whole number from `least`. Throws with the option's name. */
function wholeNumber(option: string, text: string, least: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  throw new Error(`--${option} must be a whole number from ${least}, but it is "${text}".`);
}

async function measure(delay: number, rounds: number): Promise<string> {
  console.error('function: building');
  const folder = join(root, '.local/bench/function');
  await unpackFunction(folder);
  const photos = [await generatePhoto(WIDTH, HEIGHT), await generatePhoto(WIDTH, HEIGHT - 8)];
  const config = loadConfig(functionEnvironment(classic([...NEGOTIATED_FORMATS])));
  const guard = guardWith(pathToFileURL(join(folder, 'image-worker.mjs')));
  const allowance = allowanceOf(FUNCTION);
  const cases = new Map<string, Timeline[]>();
  for (let round = 0; round <= rounds; round += 1) {
    console.error(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
    const stack = slowStack(config, (job, onFinished) => guard.makeVariants(job, allowance, onFinished), delay);
    const change = async (title: string, act: () => void): Promise<void> => {
      act();
      const timeline = await stack.run();
      if (round > 0) cases.set(title, [...(cases.get(title) ?? []), timeline]);
    };
    const [first = new Uint8Array(), second = new Uint8Array()] = photos;
    await change('first upload', () => {
      stack.put(first);
    });
    await change('duplicate message', () => undefined);
    await change('overwrite', () => {
      stack.put(second);
    });
    await change('delete', stack.delete);
  }
  guard.close();
  return report(cases, { delay, rounds, machine: describeMachine(), megapixels: (WIDTH * HEIGHT) / 1e6 });
}

try {
  const [delay, rounds] = [wholeNumber('delay', options.delay, 0), wholeNumber('rounds', options.rounds, 1)];
  const elsewhere = options.allCores ? undefined : await runOnOneCore();
  if (elsewhere === undefined) console.log(await format(await measure(delay, rounds), { parser: 'markdown' }));
  else process.exitCode = elsewhere;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
