import { doctorCommand, UNUSABLE } from './command.ts';

await doctorCommand()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : UNUSABLE))
  .parseAsync();
