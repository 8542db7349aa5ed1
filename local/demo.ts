/** `make demo`: runs the whole stack on this machine and processes photos. */
import path from 'node:path';

import { cdnOf } from './cdn.ts';
import { endOnInterrupt, unlessClosing } from './children.ts';
import { writeClient } from './demo/client.ts';
import { howToFetch } from './demo/fetch.ts';
import { table } from './demo/table.ts';
import { type Demo, demoTasks } from './demo/tasks.ts';
import { stopEmulator } from './emulator.ts';
import { demoHome } from './paths.ts';
import { linkTo, stopPlayground } from './playground/start.ts';

const home = demoHome();
const folder = process.argv[2] ?? path.join('local', 'photos', 'samples');

endOnInterrupt(async () => {
  await stopPlayground(home);
  await stopEmulator(home);
});

const demo = { notes: [] as string[] } as Demo;
try {
  const { state, outcomes, playground } = await unlessClosing(demoTasks(home, folder).run(demo));
  const cdn = cdnOf(state);
  for (const note of demo.notes) console.log(`\n${note}`);
  console.log(
    `\n${table(outcomes, cdn)}\n\n${howToFetch(cdn, outcomes, await writeClient(home, state, playground.port))}`,
  );
  console.log(`\nThe playground, to upload and compare, in a browser:\n  ${linkTo(playground)}`);
} catch (error) {
  console.error(`\n${[...demo.notes, error instanceof Error ? error.message : String(error)].join('\n\n')}`);
  console.error(`\nThe emulator's log is ${home.log}; \`make down\` removes the stack.`);
  process.exitCode = 1;
}
