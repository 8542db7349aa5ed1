import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';

import { describeQueue, type Queue } from '../../redrive/queue.ts';
import { alarmsOf } from '../../stack/alarms.ts';
import { feedingQueues, stackQueues } from '../../stack/queues.ts';
import { sourceOf } from '../../stack/source.ts';
import type { Trigger } from '../../stack/stack.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';
import { until } from '../pace.ts';

/** SQS's counts are approximate, and accurate within a minute of the last change (ApproximateNumberOfMessages). */
const SETTLING_MS = 60_000;

const busy = ({ waiting, inFlight }: Queue): boolean => waiting + inFlight > 0;
const count = ({ name, waiting, inFlight }: Queue): string => `${name}: ${waiting} waiting, ${inFlight} in flight`;

const queues: Check = {
  id: 'queues',
  title: 'The queues drain',
  expected:
    'nothing waiting and nothing in flight within a minute of the last check (except delayed reconcile passes and ' +
    'changes that wait for purge)',
  advice:
    'A message is retried repeatedly (see the log of the function that the queue triggers), or there were other ' +
    'uploads in the meantime: run the doctor again.',
  needs: ['upload', 'purge'],
  last: true,
  run: async ({ stack, clients, pace, queuesBefore }) => {
    const before = (await queuesBefore).filter(busy);
    if (before.length > 0) {
      throw new NotChecked(
        `Other messages were in the queues before the checks started (${before.map(count).join('; ')}).`,
      );
    }
    let now: Queue[] = [];
    const settled = await until({ ...pace, patience: Math.min(pace.patience, SETTLING_MS) }, async () => {
      now = await feedingQueues(clients.sqs, stack);
      return now.some(busy) ? null : true;
    });
    if (settled === null) throw new Wrong(now.filter(busy).map(count).join('; '));
    return `${now.map(({ name }) => name).join(', ')}: all empty after ${settled.seconds} s`;
  },
};

const deadLetters: Check = {
  id: 'dead-letters',
  title: 'There are no dead letters, and none would be lost',
  expected:
    'each queue, and what delivers uploads to the first, has a dead-letter queue of its own, and all of those are empty',
  advice:
    'See docs/runbook.md#dead-letters for how to inspect the messages, fix the cause and redrive them. Where there is no ' +
    'dead-letter queue, what fails again and again is lost without a word: apply again.',
  needs: ['delivery'],
  run: async (run) => {
    const { sqs } = run.clients;
    const queues = await stackQueues(sqs, run.stack);
    const source = await sourceOf(run);
    const sources = [
      // Ticks, in the only FIFO queue, expire: the next one does the same.
      ...queues.filter(({ name }) => !name.endsWith('.fifo')),
      { name: `what ${source.name} sends`, deadLetterArn: source.deadLetterArn },
    ];
    const arns = sources.flatMap(({ deadLetterArn }) => deadLetterArn ?? []);
    const all = await Promise.all([...new Set(arns)].map((arn) => describeQueue(sqs, arn)));
    const strange = queues.flatMap(({ name, arn, deadLetterArn }) => {
      const target = all.find((each) => each.arn === deadLetterArn);
      return target === undefined || target.sourceArns.includes(arn)
        ? []
        : [`the dead letters of ${name} go to ${target.name}, which is not meant for them`];
    });
    const problems = [
      ...sources
        .filter(({ deadLetterArn }) => deadLetterArn === undefined)
        .map(({ name }) => `${name} has no dead-letter queue`),
      ...strange,
      ...all.filter(busy).map(count),
    ];
    if (problems.length > 0) throw new Wrong(problems.join('; '));
    return `${all.map(({ name }) => name).join(', ')}: empty`;
  },
};

const alarms: Check = {
  id: 'alarms',
  title: 'The alarms are quiet, and would be heard',
  expected: 'none of the stack’s alarms is in ALARM, and their actions are enabled',
  advice: 'See the section of the alarm in docs/runbook.md, which its description links to.',
  needs: [],
  run: async (run) => {
    const all = await alarmsOf(run);
    if (all.length === 0) throw new NotChecked('The stack has no alarms (`observability` is null).');
    const loud = all.filter(({ StateValue }) => StateValue === 'ALARM');
    const mute = all.filter(
      ({ ActionsEnabled, AlarmActions = [] }) => ActionsEnabled === false && AlarmActions.length > 0,
    );
    const problems = [
      ...loud.map(({ AlarmName = '', StateReason = '' }) => `${AlarmName} is in ALARM: ${StateReason}`),
      ...mute.map(({ AlarmName = '' }) => `the actions of ${AlarmName} are disabled`),
    ];
    if (problems.length > 0) throw new Wrong(problems.join('; '));
    const unheard = all.filter(({ AlarmActions = [] }) => AlarmActions.length === 0).length;
    return `${all.length} alarms${unheard > 0 ? `, ${unheard} of which notify nobody (\`observability.topic_arn\` is null)` : ''}`;
  },
};

const concurrency: Check = {
  id: 'concurrency',
  title: "The account's concurrency quota is sufficient",
  expected: "triggers can use neither all unreserved concurrency nor more than their function's reserved concurrency",
  advice:
    'Lower `process.max_concurrency`, or request a higher quota (Service Quotas, Lambda, "Concurrent executions"; ' +
    "new accounts start with 10). A function's reserved concurrency must be at least the maximum of its trigger.",
  needs: [],
  run: async ({ stack, clients }) => {
    const { AccountLimit } = await clients.lambda.send(new GetAccountSettingsCommand({}));
    const quota = AccountLimit?.ConcurrentExecutions;
    const shared = AccountLimit?.UnreservedConcurrentExecutions;
    if (quota === undefined || shared === undefined) throw new NotChecked('Lambda did not return the quota.');
    const all = Object.values(stack.functions);
    const problems = all.flatMap(({ name, reserved, triggers }) =>
      triggers
        .map(mostOf)
        .flatMap((most) =>
          reserved !== undefined && (most === undefined || most > reserved)
            ? [
                `the trigger of ${name} may use ${most ?? 'unlimited'} concurrent executions, but only ${reserved} are reserved`,
              ]
            : [],
        ),
    );
    const wanted = all
      .filter(({ reserved }) => reserved === undefined)
      .flatMap(({ triggers }) => triggers.map((trigger) => mostOf(trigger) ?? quota))
      .reduce((sum, most) => sum + most, 0);
    // If triggers use up all concurrency, viewers' requests are throttled.
    const { render } = stack.functions;
    const left = render !== undefined && render.reserved === undefined ? 1 : 0;
    if (wanted + left > shared) {
      problems.push(
        `triggers may use ${wanted} concurrent executions${left > 0 ? ', and render needs one' : ''}, but only ${shared} are unreserved`,
      );
    }
    if (problems.length > 0) throw new Wrong(`${problems.join('; ')} (quota ${quota})`);
    return `triggers use at most ${wanted} of ${shared} unreserved concurrent executions (quota ${quota})`;
  },
};

/**
 * Maximum concurrency of a trigger. The FIFO queue here has one message group, and a group has one invocation at a
 * time.
 */
const mostOf = ({ queueArn, maximumConcurrency }: Trigger): number | undefined =>
  maximumConcurrency ?? (queueArn.endsWith('.fifo') ? 1 : undefined);

export const operations = [queues, deadLetters, alarms, concurrency];
