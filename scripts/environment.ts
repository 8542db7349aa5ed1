/**
 * Plans one environment of a root module, and carries out exactly that plan.
 *
 *   node scripts/environment.ts plan|apply <environment> [folder]     examples/environments by default
 *
 * An environment is a `<name>.tfvars` in the folder, with its state where `<name>.s3.tfbackend` says. Each has a data folder of its
 * own, `.terraform/<name>`, so that no command can meet another environment's state. Exit code 2 if the arguments are wrong.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { PROJECT } from '../local/paths.ts';
import { applyEnvironment, planEnvironment } from './environment/commands.ts';
import { findEnvironment, Refused } from './environment/find.ts';

const COMMANDS = { plan: planEnvironment, apply: applyEnvironment };

const { positionals } = parseArgs({ allowPositionals: true });
const [command = '', name = '', folder = path.join(PROJECT, 'examples', 'environments')] = positionals;
try {
  if (!(command in COMMANDS)) throw new Refused(`The command is plan or apply, but it is "${command}".`);
  const environment = await findEnvironment(path.resolve(folder), name);
  process.exitCode = await COMMANDS[command as keyof typeof COMMANDS](environment);
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
