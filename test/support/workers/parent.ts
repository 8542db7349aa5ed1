import { guardWith } from '../../../handler/src/image/guard/guard.ts';
import { LIMITS } from '../images/presets.ts';

/** Gives one job to a misbehaving worker and prints the result. Arguments: the job and the deadline. */
const [, , text = '', deadlineMs = ''] = process.argv;
const guard = guardWith(new URL('./misbehaving.ts', import.meta.url));
const job = guard.makeVariants(
  { bytes: Buffer.from(text), presets: {}, limits: LIMITS },
  {
    deadlineMs: Number(deadlineMs),
    memoryMb: 300,
  },
);
process.stdout.write('started\n');
process.stdout.write(
  `${await job.then(
    () => 'made',
    (error: unknown) => String(error),
  )}\n`,
);
