import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { execa } from 'execa';

import { ignoresEndpoint, shellExports } from '../../../local/exports.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** What a shell prints that evaluates the exports, then the command. */
async function shell(values: Record<string, string>, cli: string | null, command: string): Promise<string> {
  const script = [...shellExports(values, { port: 4566, cli }), command].join('\n');
  return (await execa('sh', ['-c', script])).stdout;
}

test('a shell gets each value as it is, and no session or profile of its own', async () => {
  const value = `it's "$HOME" \`x\` \\`;
  expect(await shell({ VALUE: value }, null, 'printf %s "$VALUE"')).toBe(value);
  const ownSession = 'printf %s "${AWS_SESSION_TOKEN-none} ${AWS_PROFILE-none}"';
  expect(await shell({}, null, ownSession)).toBe('none none');
});

test('local_url translates the address of a distribution, wherever it is in a text', async () => {
  const command = `echo '{"url":"https://d1abc.cloudfront.net/page/a.jpg","bucket":"https://b.s3.amazonaws.com"}' | local_url`;
  expect(await shell({}, null, command)).toBe(
    '{"url":"http://d1abc.cloudfront.localhost:4566/page/a.jpg","bucket":"https://b.s3.amazonaws.com"}',
  );
});

test.each([
  ['aws-cli/1.22.34 Python/3.10.12 Linux/5.15 botocore/1.27.84', true],
  ['aws-cli/1.40.0 Python/3.12.3 Linux/6.8 botocore/1.38.0', true],
  ['aws-cli/2.12.7 Python/3.11.4 Linux/6.2 exe/x86_64', true],
  ['aws-cli/2.13.0 Python/3.11.4 Linux/6.2 exe/x86_64', false],
  ['aws-cli/2.27.20 Python/3.13.3 Linux/6.8 exe/x86_64', false],
])('with %s, every request is given the endpoint if it would not read it by itself', async (cli, given) => {
  expect(ignoresEndpoint(cli)).toBe(given);
  const bin = await temporaryFolder();
  await writeFile(path.join(bin, 'aws'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
  const values = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', PATH: `${bin}:${process.env['PATH']}` };
  const endpoint = given ? '--endpoint-url http://127.0.0.1:4566 ' : '';
  expect(await shell(values, cli, 'aws s3 ls "s3://a b"')).toBe(`${endpoint}s3 ls s3://a b`);
});
