import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';

import { describeQueue, type Queue } from '../../redrive/queue.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';
import { until } from '../pace.ts';
import { feedingQueues, findSubscription, stackQueues } from '../stack/queues.ts';
import type { Trigger } from '../stack/stack.ts';
import { topicOf } from './wiring.ts';

/** SQS's counts are approximate, and right within a minute of the last change (ApproximateNumberOfMessages). */
const SETTLING_MS = 60_000;

const busy = ({ waiting, inFlight }: Queue): boolean => waiting + inFlight > 0;
const count = ({ name, waiting, inFlight }: Queue): string => `${name}: ${waiting} waiting, ${inFlight} in flight`;

const queues: Check = {
  id: 'queues',
  title: "The queues' counts settle",
  expected:
    'nothing waiting and nothing in flight within a minute of the last check (but for later looks, and changes that wait for purge)',
  advice:
    'Something is tried again and again (see the log of the function that the queue feeds), or other uploads came in ' +
    'meanwhile: run this again.',
  needs: ['upload', 'purge'],
  last: true,
  run: async ({ stack, clients, pace, queuesBefore }) => {
    const before = (await queuesBefore).filter(busy);
    if (before.length > 0) {
      throw new NotChecked(`Messages of others are on their way (${before.map(count).join('; ')}).`);
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
  title: 'There are no dead letters',
  expected: 'every dead-letter queue empty',
  advice: 'The runbook (docs/runbook.md#dead-letters) says how to see what they are, mend the cause and redrive them.',
  needs: ['delivery'],
  run: async (run) => {
    const { sqs, sns } = run.clients;
    const queues = await stackQueues(sqs, run.stack);
    const fed = await describeQueue(sqs, run.stack.config.queues.process);
    const subscription = await findSubscription(sns, await topicOf(run), fed.arn);
    const arns = [...queues.map(({ deadLetterArn }) => deadLetterArn), subscription?.deadLetterArn];
    const all = await Promise.all(arns.flatMap((arn) => (arn === undefined ? [] : [describeQueue(sqs, arn)])));
    const full = all.filter((queue) => busy(queue));
    if (full.length > 0) throw new Wrong(full.map(count).join('; '));
    return `${all.map(({ name }) => name).join(', ')}: empty`;
  },
};

const concurrency: Check = {
  id: 'concurrency',
  title: "The account's quota is enough for what is configured",
  expected: 'triggers that can not take all copies there are, nor more than their function has set aside',
  advice:
    'Lower `process.max_concurrency`, or ask AWS for a higher quota (Service Quotas, Lambda, "Concurrent executions"; new ' +
    'accounts begin with 10). What is set aside has to be at least what the trigger may run.',
  needs: [],
  run: async ({ stack, clients }) => {
    const { AccountLimit } = await clients.lambda.send(new GetAccountSettingsCommand({}));
    const quota = AccountLimit?.ConcurrentExecutions;
    const shared = AccountLimit?.UnreservedConcurrentExecutions;
    if (quota === undefined || shared === undefined) throw new NotChecked('Lambda did not say what the quota is.');
    const all = Object.values(stack.functions);
    const problems = all.flatMap(({ name, reserved, triggers }) =>
      triggers
        .map(mostOf)
        .flatMap((most) =>
          reserved !== undefined && (most === undefined || most > reserved)
            ? [`the trigger of ${name} may run ${most ?? 'any number of'} copies, of which ${reserved} are set aside`]
            : [],
        ),
    );
    const wanted = all
      .filter(({ reserved }) => reserved === undefined)
      .flatMap(({ triggers }) => triggers.map((trigger) => mostOf(trigger) ?? quota))
      .reduce((sum, most) => sum + most, 0);
    // Viewers come last where triggers take all that there is.
    const { render } = stack.functions;
    const left = render !== undefined && render.reserved === undefined ? 1 : 0;
    if (wanted + left > shared) {
      problems.push(
        `triggers may run ${wanted} copies at once${left > 0 ? ', and render needs one' : ''}, of the ${shared} that are not set aside`,
      );
    }
    if (problems.length > 0) throw new Wrong(`${problems.join('; ')} (quota ${quota})`);
    return `${wanted} copies for triggers at most, of ${shared} (quota ${quota})`;
  },
};

/** Most copies that a trigger runs. The messages of a FIFO queue here are of one group, and a group has one at a time. */
const mostOf = ({ queueArn, maximumConcurrency }: Trigger): number | undefined =>
  maximumConcurrency ?? (queueArn.endsWith('.fifo') ? 1 : undefined);

export const operations = [queues, deadLetters, concurrency];
