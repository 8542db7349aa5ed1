/** The demo's playground, as a process of its own: `node local/playground.ts <home>`. `make demo` starts it. */
import { homeOf } from './paths.ts';
import { listen } from './playground/events.ts';
import { readRecord } from './playground/record.ts';
import { servePlayground, stackAt } from './playground/server.ts';
import { readState } from './state.ts';

const home = homeOf(process.argv[2] ?? 'demo');
const state = readState(home);
const record = readRecord(home);
if (!state?.outputs || !record) {
  console.error('The demo is not running: start it with `make demo`.');
  process.exit(1);
}
const { port, token, signingKey } = record;
const prefix = stackAt(state, '').upload?.prefix ?? '';
const events = await listen(state, 'darkroom-playground', prefix);
await servePlayground({ state, port, token, signingKey, events });
