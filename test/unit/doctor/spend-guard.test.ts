import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';

import { judge } from '../../../ops/doctor/check.ts';
import { spendGuard } from '../../../ops/doctor/checks/spend-guard.ts';

const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:gallery-spend-guard';
const options = { region: 'eu-west-1' };
const clients = {
  eventbridge: new EventBridgeClient(options),
  iam: new IAMClient(options),
  sfn: new SFNClient(options),
};
const [eventbridge, iam, sfn] = [mockClient(EventBridgeClient), mockClient(IAMClient), mockClient(SFNClient)];
const tags = { 'darkroom:rendering': '/darkroom/gallery/rendering', 'darkroom:spend-guard': MACHINE };

let rules: Record<string, { State: 'ENABLED' | 'DISABLED'; EventPattern?: string; ScheduleExpression?: string }>;
/** What a role may not do, as `role action`. */
let denied: string[];

beforeEach(() => {
  for (const mock of [eventbridge, iam, sfn]) mock.reset();
  rules = {
    guard: { State: 'ENABLED', EventPattern: '{}' },
    hourly: { State: 'ENABLED', ScheduleExpression: 'rate(1 hour)' },
  };
  denied = [];
  sfn.on(DescribeStateMachineCommand, { stateMachineArn: MACHINE }).resolves({ status: 'ACTIVE', roleArn: 'machine' });
  eventbridge
    .on(ListRuleNamesByTargetCommand, { TargetArn: MACHINE })
    .callsFake(() => ({ RuleNames: Object.keys(rules) }));
  eventbridge.on(DescribeRuleCommand).callsFake(({ Name }: { Name: string }) => ({ Name, ...rules[Name] }));
  eventbridge.on(ListTargetsByRuleCommand).resolves({ Targets: [{ Id: 'one', Arn: MACHINE, RoleArn: 'rules' }] });
  iam
    .on(SimulatePrincipalPolicyCommand)
    .callsFake(({ PolicySourceArn, ActionNames }: { PolicySourceArn: string; ActionNames: string[] }) => ({
      EvaluationResults: ActionNames.map((EvalActionName) => ({
        EvalActionName,
        EvalDecision: denied.includes(`${PolicySourceArn} ${EvalActionName}`) ? 'explicitDeny' : 'allowed',
      })),
    }));
});

const found = (more: Record<string, string> = tags) =>
  spendGuard
    .run({
      stack: { name: 'gallery', functions: { render: { name: 'gallery-render', tags: more } } },
      clients,
    } as never)
    .then((came) => ({ verdict: 'passed', came }), judge);

test('a state machine that two enabled rules may start, and that may stop render, passes; a stack without one is not checked', async () => {
  expect(await found()).toEqual({ verdict: 'passed', came: MACHINE });
  const resources = iam.commandCalls(SimulatePrincipalPolicyCommand).map(({ args }) => args[0].input.ResourceArns?.[0]);
  expect(resources).toContain('arn:aws:lambda:eu-west-1:123456789012:function:gallery-render');
  expect(resources).toContain('arn:aws:ssm:eu-west-1:123456789012:parameter/darkroom/gallery/rendering');
  expect(await found({})).toMatchObject({ verdict: 'not checked' });
});

test.each<[string, () => void, string]>([
  ['a disabled rule', () => (rules['guard'] = { State: 'DISABLED', EventPattern: '{}' }), 'the rule guard is DISABLED'],
  ['a missing hourly rule', () => delete rules['hourly'], `no rule starts ${MACHINE} every hour`],
  ['a missing rule', () => delete rules['guard'], `no rule starts ${MACHINE} when its alarm changes`],
  [
    'a role that may not stop render',
    () => denied.push('machine lambda:PutFunctionConcurrency'),
    `the role of ${MACHINE} may not lambda:PutFunctionConcurrency`,
  ],
  [
    'a role that may not look at alarms',
    () => denied.push('machine cloudwatch:DescribeAlarms'),
    `the role of ${MACHINE} may not cloudwatch:DescribeAlarms`,
  ],
  [
    'rules that may not start it',
    () => denied.push('rules states:StartExecution'),
    'the role of the rule guard may not states:StartExecution; the role of the rule hourly may not states:StartExecution',
  ],
  [
    'a state machine that is gone',
    () => sfn.on(DescribeStateMachineCommand).rejects(Object.assign(new Error(), { name: 'StateMachineDoesNotExist' })),
    `there is no state machine ${MACHINE}`,
  ],
])('%s is named', async (_, breakIt, came) => {
  breakIt();
  expect(await found()).toEqual({ verdict: 'failed', came });
});
