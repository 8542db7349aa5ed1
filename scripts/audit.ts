/**
 * Asks the registry about known vulnerabilities in the packages that run in production: those in the bundle and those
 * in the zip. Exit code 1 if there is a serious one. An unreachable registry is reported, but fails nothing.
 */
import path from 'node:path';
import { execa } from 'execa';

import { verdictOf } from './audit/report.ts';

const root = path.join(import.meta.dirname, '..');

for (const folder of ['.', path.join('handler', 'runtime'), path.join('handler', 'runtime-heic')]) {
  const args = ['audit', '--omit=dev', '--audit-level=high', '--json', '--fetch-retries=1', '--fetch-timeout=20000'];
  const { stdout } = await execa('npm', args, { cwd: path.join(root, folder), reject: false });
  const verdict = verdictOf(stdout, folder === '.' ? 'this project' : folder);
  if (verdict.kind !== 'clean') console.error(verdict.sentence);
  if (verdict.kind === 'vulnerable') process.exitCode = 1;
}
