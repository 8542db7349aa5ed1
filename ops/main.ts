import { messageOf } from '../handler/src/errors.ts';
import { UNUSABLE } from './options.ts';
import { program } from './program.ts';

await program.parseAsync().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = UNUSABLE;
});
