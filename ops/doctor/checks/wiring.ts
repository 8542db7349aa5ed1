import { messageOf } from '../../../handler/src/errors.ts';
import { sourceOf } from '../../stack/source.ts';
import { type Check, Wrong } from '../check.ts';

const configuration: Check = {
  id: 'configuration',
  title: 'The functions can start',
  expected: 'each function is active and not switched off, with a configuration that this version can read',
  advice:
    "Each line names one problem. An unreadable configuration is of another version, or the function's environment " +
    'was changed by hand: build (`make build`) and apply again.',
  needs: [],
  run: ({ stack }) => {
    const all = Object.values(stack.functions);
    const problems = all.flatMap(({ name, state, lastUpdate, config, reserved }) => [
      ...(state === 'Failed' || lastUpdate === 'Failed' ? [`${name} is ${state}, its last update ${lastUpdate}`] : []),
      ...(reserved === 0 ? [`${name} is switched off: 0 executions are reserved for it`] : []),
      ...(config instanceof Error ? [`${name}: ${messageOf(config)}`] : []),
    ]);
    if (problems.length > 0) throw new Wrong(problems.join('\n'));
    return Promise.resolve(all.map(({ name }) => name).join(', '));
  },
};

const delivery: Check = {
  id: 'delivery',
  title: 'Upload events reach process',
  expected: 'bucket → topic or rule → queue → function, each of which accepts the one before it',
  advice:
    'The named resource differs from the module, and may have been changed by hand or by another stack: apply again. ' +
    "Then redrive the subscription's dead letters, and run a sweep to find uploads whose events were lost.",
  needs: [],
  run: async (run) => {
    const { stack } = run;
    const { name, queueArn } = await sourceOf(run);
    const trigger = stack.functions.process?.triggers.find((each) => each.queueArn === queueArn);
    if (trigger === undefined) throw new Wrong(`the process function has no trigger on ${queueArn}`);
    if (!/^Enabl/.test(trigger.state)) throw new Wrong(`the trigger of process on ${queueArn} is ${trigger.state}`);
    return `${stack.bucket} → ${name} → ${queueArn.split(':').at(-1) ?? ''} → ${stack.functions.process?.name ?? ''}`;
  },
};

export const wiring = [configuration, delivery];
