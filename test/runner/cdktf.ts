import { stat } from 'node:fs/promises';
import path from 'node:path';

import { cleanEnv } from '../../local/clean-env.ts';
import { PROJECT } from '../../local/paths.ts';
import { run } from '../../local/run.ts';
import { terraformBinary } from '../../local/terraform.ts';
import type { Counts } from './counts.ts';
import { jest } from './jest.ts';

const FOLDER = path.join(PROJECT, 'examples', 'cdktf');

/** Runs the tests of the CDKTF example, which is a package of its own. */
export async function cdktfTests(): Promise<Counts> {
  const [locked, installed] = await Promise.all(['package-lock.json', 'node_modules/.package-lock.json'].map(changed));
  if ((locked ?? 0) > (installed ?? 0)) {
    await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: FOLDER, env: cleanEnv() });
  }
  // Of the user's choice, like everywhere else: it may be OpenTofu.
  return jest('cdktf', FOLDER, [], { yielding: true, env: { TERRAFORM: await terraformBinary() } });
}

async function changed(name: string): Promise<number> {
  return stat(path.join(FOLDER, name)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
