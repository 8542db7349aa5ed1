import path from 'node:path';
import { expect, test } from '@jest/globals';

import { projectVersion } from '../../../handler/build/version.ts';
import { PROJECT } from '../../../local/paths.ts';
import { CommandFailed, run } from '../../../local/run.ts';
import { terraformBinary, terraformEnv } from '../../../local/terraform.ts';
import { temporaryFolder } from '../../support/temporary.ts';

interface Message {
  type: string;
  diagnostic?: { severity: string; summary: string; detail: string };
}

const data = await temporaryFolder();

/** The errors of a plan, with a mocked provider, of the whole stack without its zip and viewer function. */
async function errors(): Promise<string[]> {
  const terraform = await terraformBinary();
  const env = await terraformEnv(data, { AWS_REGION: 'us-east-1' });
  const folder = '-test-directory=tests/missing-build';
  const options = { cwd: PROJECT, env };
  await run(path.join(PROJECT, 'scripts', 'terraform-init'), [PROJECT, folder], options);
  const output = await run(terraform, ['test', '-json', folder], options).catch((error: unknown) => {
    if (error instanceof CommandFailed) return error.output;
    throw error;
  });
  const messages = output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Message] : []));
  return messages.flatMap(({ diagnostic }) => (diagnostic?.severity === 'error' ? [diagnostic.detail] : []));
}

test('a plan without the built files is one error, which names both, the release and `make build`', async () => {
  const found = await errors();
  expect(found).toHaveLength(1);
  const version = await projectVersion();
  for (const part of [
    'There is no file no-such.zip',
    'There is no file no-such.js',
    `terraform-aws-darkroom-${version}.zip`,
    `v${version}`,
    '`make build`',
  ]) {
    expect(found[0]).toContain(part);
  }
});
