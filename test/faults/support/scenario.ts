import { afterAll, beforeAll } from '@jest/globals';
import type { Presets } from '../../../handler/src/presets.ts';
import { readState, type State } from '../../../local/state.ts';
import { pictures } from './pictures.ts';
import { openSite, type Site } from './site.ts';
import { SOAK_HOME } from './soak-stack.ts';

/**
 * The scaled clock of the scenarios: a message that failed comes back after this many seconds, where the stack's defaults
 * make that six minutes. So a minute there is two seconds here.
 */
const VISIBILITY = 12;
export const minutes = (count: number): number => count * (VISIBILITY / 6) * 1000;

export interface Scenario {
  state: State;
  site: Site;
  pictures: Buffer[];
}

/** The stack of `make faults`, with presets of its own if it is given any, filled in before the first test of a file. */
export function openScenario(presets?: Presets): Scenario {
  const scenario = {} as Scenario;
  beforeAll(async () => {
    const state = readState(SOAK_HOME);
    if (!state?.outputs) throw new Error('There is no stack to test: `make faults` makes one.');
    Object.assign(scenario, { state, site: await openSite(state, VISIBILITY, presets), pictures: await pictures() });
  });
  afterAll(() => scenario.site.restore());
  return scenario;
}
