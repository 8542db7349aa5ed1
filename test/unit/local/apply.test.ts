import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { apply } from '../../../local/apply.ts';
import type { Home } from '../../../local/paths.ts';
import { listProcesses } from '../../../local/processes.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { homeIn } from './support/home.ts';

const PATH = process.env['PATH'];
const STATE = { pid: 1, port: 1, version: '', credentials: null, applying: null, outputs: null };

const START = { type: 'apply_start', hook: { action: 'create', resource: { addr: 'aws_sqs_queue.this' } } };
const READ = { type: 'apply_start', hook: { action: 'read', resource: { addr: 'data.aws_region.this' } } };
const FAILURE = {
  type: 'diagnostic',
  diagnostic: { severity: 'error', summary: 'Wrong', detail: 'In detail.', address: 'aws_sqs_queue.this' },
};

let home: Home;

/** Puts a `terraform` first on the path that says this, and then does that. */
async function terraformThat(says: readonly object[], does: string): Promise<void> {
  const file = path.join(home.folder, 'bin', 'terraform');
  await mkdir(path.dirname(file));
  const lines = says.map((message) => `echo '${JSON.stringify(message)}'`);
  await writeFile(file, ['#!/bin/sh', ...lines, does].join('\n'));
  await chmod(file, 0o755);
  process.env['PATH'] = `${path.dirname(file)}${path.delimiter}${PATH ?? ''}`;
}

beforeEach(async () => {
  home = homeIn(await temporaryFolder());
});

afterEach(() => {
  process.env['PATH'] = PATH;
});

test.each<[string, object[], boolean]>([
  ['before it began to change anything', [READ, FAILURE], false],
  ['after it began to', [READ, START, FAILURE], true],
])('an apply that fails %s reports Terraform’s own message', async (_, says, begun) => {
  await terraformThat(says, 'exit 1');
  await expect(apply([], { home, state: STATE })).rejects.toMatchObject({
    name: 'ApplyFailed',
    message: 'Wrong\nIn detail.\n(aws_sqs_queue.this)',
    begun,
  });
});

test('an apply whose Terraform is killed fails, and no provider that it started goes on', async () => {
  const provider = `provider-of-${path.basename(home.folder)}`;
  await terraformThat([READ], `sh -c 'sleep 100; : ${provider}' &\nkill -9 $$`);
  await expect(apply([], { home, state: STATE })).rejects.toMatchObject({ name: 'ApplyFailed', begun: true });
  expect((await listProcesses()).filter(({ command }) => command.includes(provider))).toEqual([]);
});
