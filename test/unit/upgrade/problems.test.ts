import { expect, test } from '@jest/globals';

import { type KnownLoss, type Plan, upgradeProblems } from '../../support/upgrade.ts';

const planOf = (type: string, ...actions: string[]): Plan => ({
  resource_changes: [{ address: `module.x.${type}.this`, type, change: { actions } }],
});
const lossOf = (type: string, action: KnownLoss['action']): KnownLoss => ({
  from: '1.0.0',
  address: `module.x.${type}.this`,
  action,
  reason: 'Nothing is lost with it.',
});

test.each([['create'], ['update'], ['no-op'], ['read']])('to %s is no loss', (action) => {
  expect(upgradeProblems(planOf('aws_sns_topic', action), '1.0.0', [])).toEqual([]);
});

test.each([
  ['remove', ['delete']],
  ['remove', ['forget']],
  ['replace', ['delete', 'create']],
  ['replace', ['create', 'delete']],
  // With `destroy = false`: the old resource stays behind, and the new one is empty.
  ['remove', ['create', 'forget']],
])('to %s (%j) is one', (action, actions) => {
  expect(upgradeProblems(planOf('aws_iam_role', ...actions), '1.0.0', [])).toEqual([
    `Upgrading from 1.0.0 would ${action} module.x.aws_iam_role.this`,
  ]);
});

test('a known loss is accepted from the version that has it, and only the one on the list', () => {
  const plan = planOf('aws_iam_role', 'delete');
  expect(upgradeProblems(plan, '1.0.0', [lossOf('aws_iam_role', 'remove')])).toEqual([]);
  expect(upgradeProblems(plan, '1.1.0', [lossOf('aws_iam_role', 'remove')])).toHaveLength(1);
  expect(upgradeProblems(plan, '1.0.0', [lossOf('aws_iam_role', 'replace')])).toHaveLength(2);
});

test('what holds data is never a known loss', () => {
  const problems = upgradeProblems(planOf('aws_sqs_queue', 'delete'), '1.0.0', [lossOf('aws_sqs_queue', 'remove')]);
  expect(problems).toEqual(['Upgrading from 1.0.0 would remove module.x.aws_sqs_queue.this']);
});

test('a known loss that does not happen is taken off the list', () => {
  expect(upgradeProblems({}, '1.0.0', [lossOf('aws_iam_role', 'remove')])).toEqual([
    'Upgrading from 1.0.0 does not remove module.x.aws_iam_role.this: take it off the list.',
  ]);
});
