import path from 'node:path';
import { Command } from 'commander';

import { LAMBDA_TARGETS, localTarget } from './build/targets.ts';
import { buildZips } from './build/zips.ts';

const program = new Command('build')
  .description('Make the zips that Lambda runs.')
  .option('--local', 'only the zip that runs on this machine')
  .option('--heic', 'with a decoder of HEIC, taken from npm')
  .option('--out <folder>', 'where the zips go', path.join(import.meta.dirname, '..', 'dist'))
  .parse();
const { local, heic, out } = program.opts<{ local?: true; heic?: true; out: string }>();

try {
  const targets = local ? [localTarget()] : LAMBDA_TARGETS;
  for (const { file, bytes } of await buildZips(targets, path.resolve(out), { heic: heic ?? false })) {
    console.log(`${path.relative('.', file)}  ${(bytes / 1e6).toFixed(2)} MB${heic ? ', with HEIC' : ''}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
