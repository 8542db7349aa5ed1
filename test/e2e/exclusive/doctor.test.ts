import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { execa } from 'execa';

import { PROJECT } from '../../../local/paths.ts';
import { until } from '../../support/until.ts';
import { COMMAND, examineStack, idsOf, outputsFile, settled, ticking } from '../support/doctor.ts';
import { bucket, s3 } from '../support/stack.ts';

/** Runs the command as an operator does. */
const doctor = (...args: string[]) =>
  execa('node', ['--disable-warning=ExperimentalWarning', 'ops/main.ts', 'doctor', ...args], {
    cwd: PROJECT,
    env: COMMAND.env,
    extendEnv: false,
    preferLocal: true,
    reject: false,
  });

interface Printed {
  stack: string;
  folder: string;
  left: string | null;
  interrupted: boolean;
  checks: { id: string; verdict: string; came: string }[];
}

/** Keys of the doctor's objects, including versions and delete markers. */
async function doctorsKeys(folder = 'darkroom-doctor-'): Promise<string[]> {
  const keys: string[] = [];
  let KeyMarker: string | undefined;
  do {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, KeyMarker, EncodingType: 'url' }));
    for (const { Key = '' } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) keys.push(Key);
    KeyMarker = page.IsTruncated ? page.NextKeyMarker : undefined;
  } while (KeyMarker !== undefined);
  return keys.filter((key) => key.includes(folder));
}

test('a stack found by its name passes every check, in less than two minutes, and leaves nothing behind', async () => {
  await settled();
  const { exitCode, stdout, stderr } = await ticking(() => doctor('--stack', 'darkroom-e2e', ...COMMAND.args));
  expect(stderr).toBe('');
  const printed = JSON.parse(stdout) as Printed;

  expect(printed.checks.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  expect(printed.checks.length).toBeGreaterThan(20);
  expect([exitCode, printed.stack, printed.left, printed.interrupted]).toEqual([0, 'darkroom-e2e', null, false]);
  expect(await doctorsKeys(printed.folder)).toEqual([]);
}, 120_000);

test('when interrupted, it removes its uploads and exits with 130', async () => {
  const before = (await doctorsKeys()).length;
  const run = doctor('--outputs', outputsFile(), ...COMMAND.args);
  await until('its first upload', async () => ((await doctorsKeys()).length > before ? true : null));
  run.kill('SIGINT');
  const { exitCode, stdout } = await run;
  const printed = JSON.parse(stdout) as Printed;

  expect([exitCode, printed.interrupted, printed.left]).toEqual([130, true, null]);
  expect(printed.checks.some(({ came }) => came.includes('interrupted'))).toBe(true);
  expect((await doctorsKeys(`originals/${printed.folder}`)).length).toBe(0);
});

test('when the total time is up, unfinished checks are not checked, and nothing is left behind', async () => {
  const report = await examineStack({ limit: 1 });
  expect(idsOf(report, 'failed')).toEqual([]);
  expect(report.results.filter(({ came }) => came.includes('limit of 1 s for all checks')).length).toBeGreaterThan(0);
  expect([report.left, await doctorsKeys(`originals/${report.folder}`)]).toEqual([null, []]);
});

test.each([
  ['a name and a file', ['--stack', 'darkroom-e2e', '--outputs', outputsFile()], 'in one way'],
  ['a number out of bounds', ['--stack', 'darkroom-e2e', '--patience', '0'], 'allowed: 1 to 900'],
  ['a stack that does not exist', ['--stack', 'nobody'], 'the stacks darkroom-e2e'],
  ['a file that does not exist', ['--outputs', '/nowhere.json'], 'terraform output -json > /nowhere.json'],
])('%s is refused with exit code 2, before anything is done', async (_, args, sentence) => {
  const { exitCode, stderr } = await doctor(...args, '--json');
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(sentence)]);
});
