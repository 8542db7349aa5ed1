import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import pMap from 'p-map';

import { messageOf } from '../../handler/src/errors.ts';
import { LOCAL } from '../../local/paths.ts';
import { installPackages, pythonOf } from '../../local/venv.ts';
import { type Outcome, outcomeOf } from './made.ts';
import { suitePictures } from './pictures.ts';

/** How many pictures are made at once; the guarded process takes them one by one, and reading goes on meanwhile. */
const AT_ONCE = 2;
const VENV = path.join('oracle', 'venv');

export interface Outcomes {
  readonly outcomes: readonly Outcome[];
  /** Of a virtual environment with Pillow. */
  readonly python: string;
  /** Whether all pictures were asked for. */
  readonly complete: boolean;
}

/** Makes the pictures that the command line asks for. */
export async function makeOutcomes(description: string): Promise<Outcomes> {
  const { suites, only } = new Command()
    .description(description)
    .option('--suites <folder>', 'checkouts of the suites, each below its owner and name, instead of fetching them')
    .option('--only <text>', 'only pictures whose name contains this')
    .parse()
    .opts<{ suites?: string; only?: string }>();
  const folder = path.join(LOCAL, 'oracle', 'made');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const all = await suitePictures(suites).catch((error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  });
  const pictures = all.filter(({ name }) => only === undefined || name.includes(only));
  await installPackages(VENV, path.join(import.meta.dirname, 'requirements.txt'));
  const outcomes = await pMap(pictures, (picture, index) => outcomeOf(picture, folder, index), {
    concurrency: AT_ONCE,
  });
  return { outcomes, python: pythonOf(VENV), complete: only === undefined };
}
