import {
  DescribeRuleCommand,
  type DescribeRuleResponse,
  ListRuleNamesByTargetCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { DescribeStateMachineCommand, type DescribeStateMachineOutput } from '@aws-sdk/client-sfn';

import { PARAMETER_TAG } from '../../render/switch.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';
import type { Run } from '../run.ts';
import { deniedTo } from '../simulate.ts';
import { unless } from '../unless.ts';

/** A tag of the render function: the ARN of the state machine that turns it off and on. */
const GUARD_TAG = 'darkroom:spend-guard';

export const spendGuard: Check = {
  id: 'spend-guard',
  title: 'The spend guard can stop rendering',
  expected:
    'two enabled rules, of the alarm and of every hour, that may start the state machine, whose role may stop and resume render',
  advice:
    'Rendering would go on although its budget is spent. The named resource was changed by hand, or a policy of the organisation or a ' +
    'permissions boundary restricts a role: apply again.',
  needs: [],
  run: async (run) => {
    const { render } = run.stack.functions;
    const [machine, parameter] = [render?.tags[GUARD_TAG], render?.tags[PARAMETER_TAG]];
    if (render === undefined || machine === undefined || parameter === undefined)
      throw new NotChecked('The stack has no spend guard (`spend.stop_rendering` is false).');
    const described = run.clients.sfn.send(new DescribeStateMachineCommand({ stateMachineArn: machine }));
    const found = await unless<DescribeStateMachineOutput>('StateMachineDoesNotExist', described);
    if (found === null) throw new Wrong(`there is no state machine ${machine}`);
    const [, partition, , region, account] = machine.split(':');
    const at = (service: string, rest: string): string => `arn:${partition}:${service}:${region}:${account}:${rest}`;
    const role = found.roleArn ?? '';
    const denied = await Promise.all([
      deniedTo(
        run,
        role,
        ['lambda:GetFunctionConcurrency', 'lambda:PutFunctionConcurrency'],
        at('lambda', `function:${render.name}`),
      ),
      deniedTo(run, role, ['ssm:GetParameter', 'ssm:PutParameter'], at('ssm', `parameter${parameter}`)),
      deniedTo(run, role, ['cloudwatch:DescribeAlarms'], at('cloudwatch', `alarm:${run.stack.name}-spend-render`)),
    ]);
    const problems = [
      ...(found.status === 'ACTIVE' ? [] : [`the state machine ${machine} is ${found.status ?? 'in no state'}`]),
      ...denied.flat().map(({ action }) => `the role of ${machine} may not ${action}`),
      ...(await problemsOfRules(run, machine)),
    ];
    if (problems.length > 0) throw new Wrong(problems.join('; '));
    return machine;
  },
};

async function problemsOfRules(run: Run, machine: string): Promise<string[]> {
  const { eventbridge } = run.clients;
  const { RuleNames = [] } = await eventbridge.send(new ListRuleNamesByTargetCommand({ TargetArn: machine }));
  const rules = await Promise.all(RuleNames.map((Name) => eventbridge.send(new DescribeRuleCommand({ Name }))));
  const startsBy = (what: string, is: (rule: DescribeRuleResponse) => boolean): string[] =>
    rules.some(is) ? [] : [`no rule starts ${machine} ${what}`];
  const problems = await Promise.all(
    rules.map(async ({ Name = '', State }) => {
      const { Targets = [] } = await eventbridge.send(new ListTargetsByRuleCommand({ Rule: Name }));
      const role = Targets.find(({ Arn }) => Arn === machine)?.RoleArn ?? '';
      const denied = await deniedTo(run, role, ['states:StartExecution'], machine);
      return [
        ...(State === 'ENABLED' ? [] : [`the rule ${Name} is ${State ?? 'in no state'}`]),
        ...denied.map(({ action }) => `the role of the rule ${Name} may not ${action}`),
      ];
    }),
  );
  return [
    ...startsBy('when its alarm changes', ({ EventPattern }) => EventPattern !== undefined),
    ...startsBy('every hour', ({ ScheduleExpression }) => ScheduleExpression !== undefined),
    ...problems.flat(),
  ];
}
