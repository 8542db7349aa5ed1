import { messageOf } from '../../../handler/src/errors.ts';
import { readRendering } from '../../render/switch.ts';
import { sourceOf } from '../../stack/source.ts';
import { type Check, Wrong } from '../check.ts';
import type { Run } from '../run.ts';

const configuration: Check = {
  id: 'configuration',
  title: 'The functions can start',
  expected: 'each function is active and not switched off, with a configuration that this version can read',
  advice:
    "Each line names one problem. An unreadable configuration is of another version, or the function's environment " +
    'was changed by hand: build (`make build`) and apply again.',
  needs: [],
  run: async (run) => {
    const all = Object.values(run.stack.functions);
    const because = await whyOff(run);
    const problems = all.flatMap(({ use, name, state, lastUpdate, config, reserved }) => [
      ...(state === 'Failed' || lastUpdate === 'Failed' ? [`${name} is ${state}, its last update ${lastUpdate}`] : []),
      ...(reserved === 0 ? [`${name} is switched off: ${use === 'render' ? because : NOBODY}`] : []),
      ...(config instanceof Error ? [`${name}: ${messageOf(config)}`] : []),
    ]);
    if (problems.length > 0) throw new Wrong(problems.join('\n'));
    return all.map(({ name }) => name).join(', ');
  },
};

const NOBODY = '0 executions are reserved for it';

/** What the stack's parameter tells of rendering that is off; the operator's right to read it is not worth a failure. */
async function whyOff(run: Run): Promise<string> {
  if (run.stack.functions.render?.reserved !== 0) return NOBODY;
  const rendering = await readRendering(run).catch(() => null);
  if (rendering?.recorded === 'off') return 'an operator turned rendering off; `darkroom render on` turns it on again';
  if (rendering?.recorded === 'stopped') return 'the spend guard stopped rendering, as its budget is spent';
  return NOBODY;
}

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
