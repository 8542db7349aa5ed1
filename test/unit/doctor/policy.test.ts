import { expect, test } from '@jest/globals';

import { allows, publicStatements } from '../../../ops/doctor/policy.ts';

const call = { service: 'sns.amazonaws.com', action: 'sqs:SendMessage', sourceArn: 'arn:aws:sns:eu-west-1:1:uploads' };
const allow = {
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: 'arn:queue',
  Condition: { ArnEquals: { 'aws:SourceArn': call.sourceArn } },
};
const policy = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

test.each<[string, string | undefined]>([
  ["the module's own statement", policy(allow)],
  ['one among others', policy({ Effect: 'Deny', Principal: '*', Action: 'sqs:*' }, allow)],
  [
    'several services and actions',
    policy({
      ...allow,
      Principal: { Service: ['s3.amazonaws.com', 'sns.amazonaws.com'] },
      Action: ['sqs:SendMessage', 'sqs:GetQueueUrl'],
    }),
  ],
  ['everybody, everything', policy({ Effect: 'Allow', Principal: '*', Action: '*' })],
  ['any AWS principal, in another spelling', policy({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'SQS:Send*' })],
  [
    'a source by a wildcard',
    policy({ ...allow, Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:sns:*:1:up?oads' } } }),
  ],
  ['a statement that is not in a list', JSON.stringify({ Statement: allow })],
])('a policy lets the service in: %s', (_, text) => {
  expect(allows(text, call)).toBe(true);
});

test.each<[string, string | undefined]>([
  ['none', undefined],
  ['an empty one', ''],
  ['no statement', policy()],
  ['a denial', policy({ ...allow, Effect: 'Deny' })],
  ['another service', policy({ ...allow, Principal: { Service: 's3.amazonaws.com' } })],
  ['another account', policy({ ...allow, Principal: { AWS: 'arn:aws:iam::2:root' } })],
  ['another action', policy({ ...allow, Action: 'sqs:ReceiveMessage' })],
  [
    'another source',
    policy({ ...allow, Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:1:others' } } }),
  ],
  [
    'a source whose dots are no wildcards',
    policy({ ...allow, Condition: { ArnLike: { 'aws:SourceArn': 'arn.aws.sns*' } } }),
  ],
])('a policy does not let the service in: %s', (_, text) => {
  expect(allows(text, call)).toBe(false);
});

test.each<[string, object, boolean]>([
  ['everybody', { Principal: '*' }, true],
  ['every AWS principal', { Principal: { AWS: ['arn:aws:iam::1:root', '*'] } }, true],
  [
    'everybody who signs',
    { Principal: '*', Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } } },
    true,
  ],
  ['one account', { Principal: { AWS: 'arn:aws:iam::1:root' } }, false],
  ['a service', { Principal: { Service: 'cloudfront.amazonaws.com' } }, false],
  ['an organization', { Principal: '*', Condition: { StringEquals: { 'AWS:PrincipalOrgID': 'o-1' } } }, false],
  ['a source', { Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*' } } }, false],
  ['everybody, who is refused', { Effect: 'Deny', Principal: '*' }, false],
])('a statement for %s: public is %p', (_, changes, isPublic) => {
  const statement = { Sid: 'It', Effect: 'Allow', Action: '*', ...changes };
  expect(publicStatements(policy(allow, statement))).toEqual(isPublic ? ['It'] : []);
});

test('no policy has no public statement, and one without a Sid is named as that', () => {
  expect([publicStatements(undefined), publicStatements('')]).toEqual([[], []]);
  expect(publicStatements(policy({ Effect: 'Allow', Principal: '*' }))).toEqual(['without a Sid']);
});
