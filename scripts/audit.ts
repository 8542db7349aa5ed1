/**
 * Asks the registry about known weaknesses of the packages that run in production: those that the bundle holds, and those
 * that the zip does. Exit code 1 where there is a serious one; a registry that can't be asked is said, and fails nothing.
 */
import { execa } from 'execa';
import path from 'node:path';
import { verdictOf } from './audit/report.ts';

const root = path.join(import.meta.dirname, '..');

for (const folder of ['.', path.join('handler', 'runtime')]) {
  const args = ['audit', '--omit=dev', '--audit-level=high', '--json', '--fetch-retries=1', '--fetch-timeout=20000'];
  const { stdout } = await execa('npm', args, { cwd: path.join(root, folder), reject: false });
  const verdict = verdictOf(stdout, folder === '.' ? 'this project' : folder);
  if (verdict.kind !== 'clean') console.error(verdict.sentence);
  if (verdict.kind === 'vulnerable') process.exitCode = 1;
}
