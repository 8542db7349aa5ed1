import { afterAll, beforeAll } from '@jest/globals';

import type { Presets } from '../../../handler/src/presets.ts';
import { readState, type State } from '../../../local/state.ts';
import { pictures } from './pictures.ts';
import { openSite, type Site } from './site.ts';
import { SOAK_HOME } from './soak-stack.ts';

/**
 * The scenarios' scaled clock: a failed message returns after this many seconds, instead of six minutes with the stack's
 * defaults. One minute is therefore two seconds here.
 */
const VISIBILITY = 12;
export const minutes = (count: number): number => count * (VISIBILITY / 6) * 1000;

export interface Scenario {
  state: State;
  site: Site;
  pictures: Buffer[];
}

/** The stack of `make faults`, with its own presets if given, filled in before the first test of a file. */
export function openScenario(presets?: Presets): Scenario {
  const scenario = {} as Scenario;
  beforeAll(async () => {
    const state = readState(SOAK_HOME);
    if (!state?.outputs) throw new Error('There is no stack to test: `make faults` creates one.');
    Object.assign(scenario, { state, site: await openSite(state, VISIBILITY, presets), pictures: await pictures() });
  });
  afterAll(() => scenario.site.restore());
  return scenario;
}
