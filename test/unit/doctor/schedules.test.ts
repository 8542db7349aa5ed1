import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { NotChecked } from '../../../ops/doctor/check.ts';
import { changes } from '../../../ops/doctor/checks/changes.ts';
import { sweep } from '../../../ops/doctor/checks/sweep.ts';
import type { Run } from '../../../ops/doctor/run.ts';

const mock = mockClient(SchedulerClient);
const clients = { scheduler: new SchedulerClient({ region: 'eu-west-1' }) };
const purge = changes.find(({ id }) => id === 'purge');
const absent = Object.assign(new Error('gone'), { name: 'ResourceNotFoundException' });

beforeEach(() => {
  mock.reset();
  mock.on(GetScheduleCommand).rejects(absent);
});

const runOf = (functions: object): Run =>
  ({ stack: { functions, cdn: { distributionId: 'E1' } }, clients }) as unknown as Run;
const swept = (state = 'Enabled') => sweep.run(runOf({ sweep: { name: 'gallery-sweep', triggers: [{ state }] } }));

test('the schedule of the name of sweep’s function is looked at', async () => {
  mock.on(GetScheduleCommand, { Name: 'gallery-sweep' }).resolves({ State: 'ENABLED' });
  expect(await swept()).toBe('the schedule gallery-sweep is enabled');
});

test('a disabled schedule fails, unless its description says that the module disabled it', async () => {
  mock.on(GetScheduleCommand).resolves({ State: 'DISABLED', Description: 'Starts a sweep of gallery.' });
  await expect(swept()).rejects.toThrow('the schedule gallery-sweep is DISABLED');
  mock
    .on(GetScheduleCommand)
    .resolves({ State: 'DISABLED', Description: 'Starts a sweep of gallery, if sweep.schedule.enabled.' });
  expect(await swept()).toContain('disabled, as `sweep.schedule.enabled` says');
});

test('so does one that is gone, and a trigger that is disabled', async () => {
  await expect(swept()).rejects.toThrow('there is no schedule gallery-sweep');
  await expect(swept('Disabled')).rejects.toThrow('the trigger of gallery-sweep is Disabled');
});

test('a stack without a sweep is not checked for it', async () => {
  await expect(sweep.run(runOf({}))).rejects.toThrow(NotChecked);
});

test('purge without its schedule fails at once, and uploads nothing', async () => {
  mock.on(GetScheduleCommand, { Name: 'gallery-purge' }).resolves({ State: 'DISABLED' });
  await expect(purge?.run(runOf({ purge: { name: 'gallery-purge' } }))).rejects.toThrow(
    'the schedule gallery-purge is DISABLED',
  );
});
