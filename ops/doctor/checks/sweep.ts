import { type Check, NotChecked, Wrong } from '../check.ts';
import { scheduleOf } from '../schedule.ts';

export const sweep: Check = {
  id: 'sweep',
  title: 'Sweeps start by themselves',
  expected:
    'the schedule of the sweep is enabled, unless `sweep.schedule.enabled` is false, and so is the trigger of its function',
  advice:
    'Until it is enabled, nothing finds what events have missed: apply again, or set `sweep.schedule.enabled = false` if that is ' +
    'meant to be.',
  needs: [],
  run: async (run) => {
    const { sweep: made } = run.stack.functions;
    if (made === undefined) throw new NotChecked('The stack has no sweep (`sweep` is null).');
    const [trigger] = made.triggers;
    if (trigger === undefined) throw new Wrong(`the function ${made.name} has no trigger`);
    if (!/^Enabl/.test(trigger.state)) throw new Wrong(`the trigger of ${made.name} is ${trigger.state}`);
    const schedule = await scheduleOf(run, made.name);
    return schedule === 'enabled'
      ? `the schedule ${made.name} is enabled`
      : `the schedule ${made.name} is disabled, as \`sweep.schedule.enabled\` says: sweeps start by hand`;
  },
};
