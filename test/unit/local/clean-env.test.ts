import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';

import { cleanEnv } from '../../../local/clean-env.ts';
import { PROJECT } from '../../../local/paths.ts';

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

test('nothing that is started locally can reach the developer’s real account', () => {
  Object.assign(process.env, {
    AWS_PROFILE: 'production',
    AWS_SESSION_TOKEN: 'real',
    AWS_ENDPOINT_URL: 'https://elsewhere.example',
    TF_VAR_name: 'theirs',
    TF_CLI_ARGS_apply: '-target=x',
    LAMBDA_EXECUTOR: 'docker',
  });
  const names = Object.keys(cleanEnv({ AWS_REGION: 'us-east-1' }));

  expect(names.filter((name) => /^(AWS_|TF_VAR_|TF_CLI_ARGS|LAMBDA_)/.test(name))).toEqual(['AWS_REGION']);
});

test("functions run on the project's own Node, regardless of the machine's", () => {
  const [first] = (cleanEnv()['PATH'] ?? '').split(path.delimiter);
  expect(first).toBe(path.join(PROJECT, 'node_modules', '.bin'));
});
