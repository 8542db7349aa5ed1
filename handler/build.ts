import path from 'node:path';
import { Command } from 'commander';

import { LAMBDA_TARGETS, localTarget } from './build/targets.ts';
import { buildZips } from './build/zips.ts';

const program = new Command('build')
  .description('Make the zips that Lambda runs.')
  .option('--local', 'only the zip that runs on this machine')
  .option('--out <folder>', 'where the zips go', path.join(import.meta.dirname, '..', 'dist'))
  .parse();
const { local, out } = program.opts<{ local?: true; out: string }>();

try {
  for (const { file, bytes } of await buildZips(local ? [localTarget()] : LAMBDA_TARGETS, path.resolve(out))) {
    console.log(`${path.relative('.', file)}  ${(bytes / 1e6).toFixed(2)} MB`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
