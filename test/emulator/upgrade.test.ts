import { readdirSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { stopEmulator } from '../../local/emulator.ts';
import { type Home, LOCAL, PROJECT } from '../../local/paths.ts';
import type { State } from '../../local/state.ts';
import { terraform, terraformInit } from '../../local/terraform.ts';
import { type Plan, upgradeProblems } from '../support/upgrade.ts';
import { KNOWN_LOSSES } from './known-losses.ts';
import { startOwn } from './support/own-emulator.ts';

const STATES = path.join(PROJECT, 'test', 'upgrade');
const VERSIONS = readdirSync(STATES).sort();
/** The end-to-end tests, which may run at the same time, use the folder that is shared. */
const data = path.join(LOCAL, 'terraform-test', 'upgrade');

let home: Home;
let state: State;

// The plan itself only asks the emulator who is calling: what a state says is not compared with what exists.
beforeAll(async () => {
  ({ home, state } = await startOwn('upgrade'));
  await terraformInit(PROJECT, data);
});

afterAll(() => stopEmulator(home));

/** Plans the module as it is now over the state that a version left. */
async function planFrom(version: string): Promise<Plan> {
  const folder = path.join(STATES, version);
  await copyFile(path.join(folder, 'state.json'), home.terraformState);
  const file = path.join(home.folder, 'upgrade.tfplan');
  const args = ['-refresh=false', `-out=${file}`, `-var-file=${path.join(folder, 'stack.tfvars')}`];
  await terraform('plan', args, { home, state, data });
  return JSON.parse(await terraform('show', ['-json', file], { home, state, data })) as Plan;
}

describe.each(VERSIONS)('a stack of version %s', (version) => {
  test('is upgraded without removing or replacing anything', async () => {
    const plan = await planFrom(version);
    expect(upgradeProblems(plan, version, KNOWN_LOSSES)).toEqual([]);
    // Otherwise nothing was upgraded: a plan over no state at all only creates.
    const kept = (plan.resource_changes ?? []).filter(({ change }) => !change.actions.includes('create'));
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.map(({ type }) => type)).toContain('aws_s3_bucket');
  });
});
